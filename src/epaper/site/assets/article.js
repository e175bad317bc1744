// A story: keys to turn to the next one and back to the page, and lines that run down where the reader chose so.
(() => {
  "use strict";
  const text = document.querySelector("article");

  // Back to the page is a step back where the page is where the reader came from, so that its zoom and place are kept.
  const back = document.querySelector("[data-back]");
  if (back) {
    back.addEventListener("click", (event) => {
      const here = back.href.split("#")[0];
      if (!document.referrer || document.referrer.split("#")[0] !== here || history.length < 2) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.back();
    });
  }

  // Vertical text begins at the right; a wheel moves it sideways, and a shade at the left says that there is more.
  const vertical = () => document.documentElement.dataset.writing === "vertical";
  if (text) {
    const mark = () => {
      const more = vertical() && text.scrollWidth - text.clientWidth + text.scrollLeft > 4;
      text.toggleAttribute("data-more", more);
    };
    const settle = () => {
      if (vertical()) text.tabIndex = 0;
      else text.removeAttribute("tabindex");
      if (vertical() && !location.hash) text.scrollLeft = 0;
      mark();
    };
    settle();
    document.addEventListener("epaper-option", settle);
    text.addEventListener("scroll", mark, { passive: true });
    window.addEventListener("resize", mark);
    window.addEventListener("load", mark);
    text.addEventListener("wheel", (event) => {
      if (!vertical() || event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      const before = text.scrollLeft;
      text.scrollLeft -= event.deltaY;
      // At its ends the page goes on.
      if (text.scrollLeft !== before) event.preventDefault();
    }, { passive: false });
  }

  // In vertical text the arrows and the keys for pages move it, wherever the focus is; elsewhere the arrows turn to other stories.
  const moved = (event) => {
    const page = text.clientWidth * 0.9;
    const by = { ArrowLeft: -60, ArrowRight: 60, PageDown: -page, " ": event.shiftKey ? page : -page, PageUp: page, End: -1e6, Home: 1e6 }[event.key];
    if (by === undefined || (event.shiftKey && event.key !== " ")) return false;
    text.scrollLeft += by;
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, .options")) return;
    if (event.target.closest(".scroll") && event.key.startsWith("Arrow")) return;
    if (text && vertical() && !event.target.closest("a, button, summary") && moved(event)) {
      event.preventDefault();
      return;
    }
    if (event.shiftKey || vertical()) return;
    const link =
      event.key === "ArrowLeft" ? document.querySelector('.neighbours [rel="prev"]') :
      event.key === "ArrowRight" ? document.querySelector('.neighbours [rel="next"]') :
      event.key === "Escape" ? back : null;
    if (!link) return;
    event.preventDefault();
    link.click();
  });
})();
