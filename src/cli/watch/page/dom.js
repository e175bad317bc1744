// Small helpers to make elements.
export const SVG = "http://www.w3.org/2000/svg";
export const byId = (id) => document.getElementById(id);

export function html(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// What the browser remembers of the user's choices; it may forbid that.
export function recall(key, usual) {
  try {
    const kept = localStorage.getItem(`banxin.${key}`);
    return kept === null ? usual : JSON.parse(kept);
  } catch {
    return usual;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(`banxin.${key}`, JSON.stringify(value));
  } catch {
    // The choice holds until the page is closed.
  }
}
