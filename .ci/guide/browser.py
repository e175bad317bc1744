"""Chromium without a window, driven over its pipe (the DevTools protocol): opens a page, presses keys, takes its picture."""

import base64
import json
import os
import subprocess
import tempfile
import time

from .chapters import Fault

PATIENCE = 60


class Browser:
    """One browser with one page, until the end of the `with`."""

    def __init__(self, program: str, width: int, height: int):
        self.program, self.width, self.height = program, width, height
        self.last = 0

    def __enter__(self) -> "Browser":
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs_in, self.to = os.pipe()
        self.of, theirs_out = os.pipe()

        def descriptors() -> None:
            # Chromium reads from 3 and writes to 4; neither end may be in the way of the other.
            reads, writes = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(reads, 3)
            os.dup2(writes, 4)

        self.process = subprocess.Popen(
            [
                self.program, "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--hide-scrollbars",
                "--lang=zh-CN", "--accept-lang=zh-CN", "--force-device-scale-factor=1",
                f"--user-data-dir={self.profile.name}", "about:blank",
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=descriptors, close_fds=False,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.rest = b""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.ask("Emulation.setDeviceMetricsOverride", width=self.width, height=self.height, deviceScaleFactor=1, mobile=False)
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)
        os.close(self.to)
        os.close(self.of)
        self.profile.cleanup()

    def ask(self, method: str, **parameters) -> dict:
        """Sends a command and gives its result; events between are dropped."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if hasattr(self, "session"):
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                part = os.read(self.of, 1 << 20)
                if not part:
                    raise Fault("Chromium went away")
                self.rest += part
            text, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(text)
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise Fault(f"Chromium: {method}: {answer['error']['message']}")
                return answer["result"]

    def value(self, expression: str):
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def open(self, address: str, ready: str) -> None:
        """Opens a page and waits until `ready`, an expression, is true."""
        self.ask("Page.navigate", url=address)
        self.wait(ready)

    def reload(self, ready: str) -> None:
        """Opens the page anew."""
        self.ask("Page.reload")
        time.sleep(0.5)
        self.wait(ready)

    def wait(self, ready: str) -> None:
        until = time.monotonic() + PATIENCE
        while not self.value(ready):
            if time.monotonic() > until:
                raise Fault(f"the page does not come to: {ready}")
            time.sleep(0.1)

    def press(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            text = {"text": key} if kind == "keyDown" and len(key) == 1 else {}
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, **text)

    def picture(self) -> bytes:
        return base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])
