/** Finds an element by its id. */
export const $ = id => document.getElementById(id);

/** Creates an element: properties are set, "on…" properties listen, "data-…" and "aria-…" are attributes. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value == null)
      continue;
    if (key.startsWith("on"))
      element.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role" || key === "for")
      element.setAttribute(key, value);
    else
      element[key] = value;
  }
  element.append(...children.flat());
  return element;
}

/** Sets the text only where it differs, so that nothing is laid out anew. */
export function setText(element, text) {
  if (element.textContent !== text)
    element.textContent = text;
}

/** Shows an identifier. Text from right to left stays in its segment, so that no client can move the others. */
export function setIdentifier(element, identifier) {
  if (element.textContent !== identifier)
    element.replaceChildren(...identifier.split("/").flatMap((segment, i) => [i ? "/" : "", h("bdi", { textContent: segment })]));
}

/** Replaces the options of a select, and keeps the choice. */
export function setOptions(select, options) {
  const chosen = select.value;
  if (select.length === options.length && options.every(([value], i) => select.options[i].value === value))
    return;
  select.replaceChildren(...options.map(([value, text]) => h("option", { value, textContent: text })));
  if (options.some(([value]) => value === chosen))
    select.value = chosen;
}

/**
 * A table whose rows stay the same elements, so that the focus stays where it is.
 * A column has a label and either a text or a node, which is created once and updated.
 */
export class Table {
  constructor(caption, columns, key) {
    this.columns = columns;
    this.key = key;
    this.rows = new Map();
    this.body = h("tbody", { role: "rowgroup" });
    this.element = h("table", { role: "table" },
      h("caption", { className: "hidden", textContent: caption }),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, columns.map(column =>
        h("th", { scope: "col", role: "columnheader", className: (column.className ?? "").replace("mono", ""), textContent: column.label, title: column.title ?? "" })))),
      this.body);
  }

  update(items) {
    const stale = new Set(this.rows.keys());
    let place = this.body.firstElementChild;
    for (const item of items) {
      const key = this.key(item);
      stale.delete(key);
      const row = this.rows.get(key) ?? this.create(key);
      row.item = item;
      this.columns.forEach((column, i) => column.node ? column.node.update(row.cells[i].firstChild, item) : this.fill(row.cells[i], column, item));
      if (row.element === place)
        place = place.nextElementSibling;
      else
        this.body.insertBefore(row.element, place);
    }
    for (const key of stale) {
      this.rows.get(key).element.remove();
      this.rows.delete(key);
    }
  }

  create(key) {
    const row = { item: undefined, cells: [], element: undefined };
    row.cells = this.columns.map(column => h("td", { role: "cell", className: column.className ?? "", "data-label": column.label },
      column.node ? [column.node.create(() => row.item)] : []));
    row.element = h("tr", { role: "row" }, row.cells);
    this.rows.set(key, row);
    return row;
  }

  fill(cell, column, item) {
    const text = column.text(item);
    setText(cell, text);
    if (column.hint)
      cell.title = column.hint(item) ?? "";
  }
}

/** A column with the identifier of a connection, and its stream below. */
export const identityColumn = {
  label: "Connection", className: "name",
  node: {
    create: () => h("span", { className: "identity" }, h("span", { className: "mono" }), h("small", {}, h("span"), h("span", { className: "of-server" }))),
    update: (element, { identifier, stream, server }) => {
      setIdentifier(element.firstChild, identifier ?? "no identifier");
      element.firstChild.title = identifier ?? "";
      setText(element.lastChild.firstChild, stream);
      setText(element.lastChild.lastChild, " on " + server);
    },
  },
};
