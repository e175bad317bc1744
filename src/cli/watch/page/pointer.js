// Pointers on the pages: the mouse drags them, two fingers and the wheel with Ctrl zoom them, a click points at something.
// `zoomed` gives the zoom as it is, `zoom` changes it about a point of the window, and `clicked` is called with the event
// of a click that did not end a drag.
export function follow(stage, zoomed, zoom, clicked) {
  let grab = null;
  const fingers = new Map();
  let pinch = null;

  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(zoomed() * Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), [event.clientX, event.clientY]);
  }, { passive: false });

  stage.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size === 2) {
      const [one, other] = [...fingers.values()];
      pinch = { apart: Math.hypot(one[0] - other[0], one[1] - other[1]), zoom: zoomed() };
    }
    if (event.button > 1 || event.target.closest("button")) return;
    grab = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop, moved: false, button: event.button };
  });
  stage.addEventListener("pointermove", (event) => {
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (pinch && fingers.size === 2) {
      const [one, other] = [...fingers.values()];
      const apart = Math.hypot(one[0] - other[0], one[1] - other[1]);
      zoom((pinch.zoom * apart) / pinch.apart, [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2]);
      if (grab) grab.moved = true;
      return;
    }
    // The button was let go outside the window.
    if (event.buttons === 0) grab = null;
    if (!grab || event.pointerType !== "mouse") return;
    const [x, y] = [event.clientX - grab.x, event.clientY - grab.y];
    if (!grab.moved && Math.hypot(x, y) < 5) return;
    grab.moved = true;
    stage.classList.add("grabbed");
    stage.scrollLeft = grab.left - x;
    stage.scrollTop = grab.top - y;
  });
  const release = (event) => {
    fingers.delete(event.pointerId);
    if (fingers.size < 2) pinch = null;
    stage.classList.remove("grabbed");
  };
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);

  stage.addEventListener("click", (event) => {
    const moved = grab?.moved;
    grab = null;
    if (!moved) clicked(event);
  });
}
