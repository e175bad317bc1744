// The page to read: zoom by buttons, keys, wheel and pinch; drag by mouse; stories that light up in picture and list;
// and the same place and zoom again after a story was read.
//
// The picture is as wide as CSS makes it at zoom 1. Zoomed, the sheet gets a width in pixels and the stage scrolls, so
// that fingers, wheel and keys move it as they move any page. Far in, the drawing of the page (SVG) lies over the picture.
(() => {
  "use strict";
  const stage = document.querySelector(".stage");
  const sheet = document.querySelector(".sheet");
  const picture = sheet.querySelector("img");
  const label = document.querySelector("[data-shown]");
  sheet.style.setProperty("--ratio", picture.getAttribute("width") / picture.getAttribute("height"));
  const MOST = 8;
  const STEP = 1.5;
  let zoom = 1;
  // The width of the sheet at zoom 1.
  let fitted = 0;

  // --- Zoom -------------------------------------------------------------------------------------

  const measure = () => {
    if (zoom === 1) fitted = sheet.getBoundingClientRect().width;
    return fitted;
  };

  // Zooms so that the point of the page at (x, y) of the window stays where it is.
  const zoomTo = (wanted, x, y) => {
    measure();
    const next = Math.min(MOST, Math.max(1, wanted));
    if (Math.abs(next - zoom) < 0.001) return;
    const before = sheet.getBoundingClientRect();
    const middle = stage.getBoundingClientRect();
    const at = { x: x ?? middle.left + middle.width / 2, y: y ?? middle.top + middle.height / 2 };
    const share = { x: (at.x - before.left) / before.width, y: (at.y - before.top) / before.height };
    apply(next);
    const after = sheet.getBoundingClientRect();
    stage.scrollLeft += after.left + share.x * after.width - at.x;
    stage.scrollTop += after.top + share.y * after.height - at.y;
  };

  const apply = (next) => {
    zoom = next < 1.01 ? 1 : next;
    stage.classList.toggle("zoomed", zoom > 1);
    sheet.style.width = zoom > 1 ? `${Math.round(fitted * zoom)}px` : "";
    label.textContent = `${Math.round(zoom * 100)}%`;
    sharpen();
  };

  // The largest picture when the sheet is wider than the ones before, and the drawing beyond that.
  const sharpen = () => {
    const pixels = fitted * zoom * (window.devicePixelRatio || 1);
    if (zoom === 1) return;
    for (const source of sheet.querySelectorAll("picture > *")) source.sizes = `${Math.round(fitted * zoom)}px`;
    const widths = (picture.srcset.match(/ (\d+)w/g) || []).map((width) => parseInt(width, 10));
    const largest = Math.max(...widths);
    const file = sheet.dataset.vector;
    if (!file || pixels <= largest * 1.1) return;
    delete sheet.dataset.vector;
    const drawing = new Image();
    drawing.className = "vector print";
    drawing.alt = "";
    drawing.src = file;
    drawing.decode().then(() => sheet.insertBefore(drawing, sheet.querySelector(".overlay")), () => {});
  };

  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const how = button.dataset.zoom;
      zoomTo(how === "in" ? zoom * STEP : how === "out" ? zoom / STEP : 1);
    });
  }

  stage.addEventListener("wheel", (event) => {
    // A pinch on a trackpad comes as a wheel with Ctrl.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const speed = event.deltaMode === 0 ? 0.008 : 0.12;
    zoomTo(zoom * Math.exp(-event.deltaY * speed), event.clientX, event.clientY);
  }, { passive: false });

  // --- Fingers ----------------------------------------------------------------------------------

  // One finger scrolls as everywhere; two zoom about the middle between them and move it.
  let pinch = null;
  let swipe = null;
  const between = (touches) => {
    const [one, other] = touches;
    return {
      x: (one.clientX + other.clientX) / 2,
      y: (one.clientY + other.clientY) / 2,
      apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1,
    };
  };
  stage.addEventListener("touchstart", (event) => {
    swipe = null;
    if (event.touches.length === 2) {
      event.preventDefault();
      pinch = { ...between(event.touches), zoom };
    } else if (event.touches.length === 1 && zoom === 1) {
      const [touch] = event.touches;
      swipe = { x: touch.clientX, y: touch.clientY, time: event.timeStamp };
    }
  }, { passive: false });
  stage.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const now = between(event.touches);
    zoomTo(pinch.zoom * now.apart / pinch.apart, now.x, now.y);
    stage.scrollLeft -= now.x - pinch.x;
    stage.scrollTop -= now.y - pinch.y;
    pinch.x = now.x;
    pinch.y = now.y;
  }, { passive: false });
  stage.addEventListener("touchend", (event) => {
    if (event.touches.length < 2) pinch = null;
    // A quick stroke to the side turns the page.
    if (!swipe || zoom > 1 || event.changedTouches.length !== 1 || event.timeStamp - swipe.time > 600) return;
    const [touch] = event.changedTouches;
    const aside = touch.clientX - swipe.x;
    if (Math.abs(aside) > 70 && Math.abs(aside) > 2.5 * Math.abs(touch.clientY - swipe.y)) turn(aside < 0 ? "next" : "prev");
  });
  // Safari has gestures of its own for two fingers.
  stage.addEventListener("gesturestart", (event) => event.preventDefault());

  // --- Mouse ------------------------------------------------------------------------------------

  let drag = null;
  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || zoom === 1) return;
    drag = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop, moved: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(x, y) < 5) return;
    drag.moved = true;
    stage.classList.add("dragged");
    stage.scrollLeft = drag.left - x;
    stage.scrollTop = drag.top - y;
  });
  window.addEventListener("pointerup", () => {
    stage.classList.remove("dragged");
    // The click that follows a drag is no click on a story; it comes before the next turn of the event loop.
    const ended = drag;
    setTimeout(() => { if (drag === ended) drag = null; });
  });
  stage.addEventListener("click", (event) => {
    if (drag && drag.moved) event.preventDefault();
  }, true);
  stage.addEventListener("dragstart", (event) => event.preventDefault());

  // --- Keys -------------------------------------------------------------------------------------

  const turn = (way) => {
    const link = document.querySelector(`.turn [rel="${way}"]`);
    if (link) location.assign(link.href);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, .options")) return;
    // Shift with an arrow selects text.
    if (event.shiftKey && event.key.startsWith("Arrow")) return;
    switch (event.key) {
      case "+": case "=": zoomTo(zoom * STEP); break;
      case "-": case "_": zoomTo(zoom / STEP); break;
      case "0": case "Escape": zoomTo(1); break;
      case "ArrowLeft": case "ArrowRight":
        // Zoomed, the arrows move the page.
        if (zoom > 1) {
          if (document.activeElement === stage) return;
          stage.scrollLeft += event.key === "ArrowLeft" ? -80 : 80;
        } else {
          turn(event.key === "ArrowLeft" ? "prev" : "next");
        }
        break;
      case "ArrowUp": case "ArrowDown":
        if (zoom === 1 || document.activeElement === stage) return;
        stage.scrollTop += event.key === "ArrowUp" ? -80 : 80;
        break;
      default: return;
    }
    event.preventDefault();
  });

  // --- Stories in picture and list --------------------------------------------------------------

  const lit = (event) => {
    const link = event.target.closest("[data-spot]");
    for (const other of document.querySelectorAll("[data-spot].lit")) other.classList.remove("lit");
    if (!link || event.type === "mouseout" || event.type === "focusout") return;
    for (const other of document.querySelectorAll(`[data-spot="${CSS.escape(link.dataset.spot)}"]`)) other.classList.add("lit");
  };
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(type, lit);

  // Brings the story that has the focus into sight of a page that is zoomed.
  sheet.addEventListener("focusin", (event) => {
    if (zoom > 1 && event.target.matches("a")) show(event.target);
  });
  const show = (spot) => {
    const [box, window_] = [spot.getBoundingClientRect(), stage.getBoundingClientRect()];
    if (box.bottom < window_.top + 40 || box.top > window_.bottom - 40) stage.scrollTop += box.top - window_.top - 40;
    if (box.right < window_.left + 40 || box.left > window_.right - 40) stage.scrollLeft += box.left - window_.left - 40;
  };

  // --- The same place again ---------------------------------------------------------------------

  const place = "epaper-place:" + location.pathname;
  const keep = () => {
    measure();
    const state = {
      zoom,
      left: stage.scrollLeft / stage.scrollWidth,
      top: stage.scrollTop / stage.scrollHeight,
      page: window.scrollY,
    };
    try {
      sessionStorage.setItem(place, JSON.stringify(state));
    } catch {
      // The page is shown whole again.
    }
  };
  const resume = (loading) => {
    let state = null;
    try {
      state = JSON.parse(sessionStorage.getItem(place));
    } catch {
      // Nothing was kept.
    }
    const [entry] = performance.getEntriesByType("navigation");
    // A step back, or the page again: not a link to another place of a page that is open.
    const back = loading && entry && entry.type !== "navigate";
    const id = decodeURIComponent(location.hash.slice(1));
    const spot = id ? document.getElementById(id) : null;
    const on = spot && spot.closest(".overlay");
    if (state && (back || on)) {
      measure();
      apply(Math.min(MOST, Math.max(1, Number(state.zoom) || 1)));
      stage.scrollLeft = state.left * stage.scrollWidth;
      stage.scrollTop = state.top * stage.scrollHeight;
      window.scrollTo(0, state.page);
    }
    if (on) {
      spot.classList.add("back");
      show(spot);
      const box = spot.getBoundingClientRect();
      if (box.bottom < 60 || box.top > window.innerHeight - 60) window.scrollBy(0, box.top - 80);
      spot.focus({ preventScroll: true, focusVisible: false });
    }
  };
  // A page that is shown whole stays so when the window changes; a zoomed one keeps its zoom and its place. A phone changes the
  // height alone whenever it shows or hides its bars.
  let known = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === known) return;
    known = window.innerWidth;
    if (zoom === 1) return;
    const [kept, left, top] = [zoom, stage.scrollLeft / stage.scrollWidth, stage.scrollTop / stage.scrollHeight];
    apply(1);
    measure();
    apply(kept);
    stage.scrollLeft = left * stage.scrollWidth;
    stage.scrollTop = top * stage.scrollHeight;
  });
  window.addEventListener("hashchange", () => {
    for (const other of document.querySelectorAll(".overlay .back")) other.classList.remove("back");
    resume(false);
  });
  window.addEventListener("pagehide", keep);
  history.scrollRestoration = "manual";
  // At once, for the size of the picture is in the markup; and again where the browser goes to a place of its own on loading.
  resume(true);
  if (location.hash) window.addEventListener("load", () => requestAnimationFrame(() => resume(true)), { once: true });
})();
