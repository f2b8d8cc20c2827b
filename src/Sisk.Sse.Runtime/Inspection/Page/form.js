import { h } from "./dom.js";

/** The values that texts of a format begin with. */
const examples = {
  "date-time": () => new Date().toISOString(),
  "date-time-local": () => new Date().toISOString().slice(0, -1),
  date: () => new Date().toISOString().slice(0, 10),
  time: () => "12:00:00",
  duration: () => "00:01:30",
  uuid: () => crypto.randomUUID?.() ?? "00000000-0000-0000-0000-000000000000",
};

/** Makes inputs of a schema of the stream contract. */
export class SchemaForm {
  constructor(types) {
    this.types = types ?? {};
  }

  /** Returns the element for a value, and a function that reads it. */
  field(schema, label, isRequired = true) {
    const type = this.resolve(schema);
    const optional = schema.nullable || !isRequired;
    if (type.enum)
      return this.choice(type, label, optional);
    switch (type.type) {
      case "boolean":
        return optional ? this.choice({ enum: [true, false] }, label, true) : this.check(label);
      case "integer":
      case "number":
        return this.number(type, label, optional);
      case "string":
        return this.text(type, label, optional);
      case "array":
        return this.list(type, label, optional);
      case "object":
        return type.properties ? this.object(type, label, optional) : this.json(label, optional, {});
      default:
        return this.json(label, optional, null);
    }
  }

  /** Follows a reference to a type. */
  resolve(schema) {
    const name = schema.$ref?.replace("#/types/", "");
    return name ? this.types[name] ?? {} : schema;
  }

  text(type, label, optional) {
    const example = examples[type.format]?.() ?? type.format ?? "";
    const value = optional || !(type.format in examples) ? "" : example;
    const input = h(type.format ? "input" : "textarea", { placeholder: example, value, rows: 1, spellcheck: false, autocomplete: "off" });
    return { element: this.label(label, input, optional), read: () => input.value === "" && optional ? undefined : input.value };
  }

  number(type, label, optional) {
    const input = h("input", { inputMode: type.type === "integer" ? "numeric" : "decimal", autocomplete: "off", value: optional ? "" : "0" });
    const read = () => {
      const text = input.value.trim();
      if (text === "" && optional)
        return undefined;
      if (text === "" || Number.isNaN(Number(text)))
        throw new Error(`'${label}' must be a number.`);
      return JSON.rawJSON ? JSON.rawJSON(text) : Number(text);
    };
    return { element: this.label(label, input, optional), read };
  }

  check(label) {
    const input = h("input", { type: "checkbox" });
    return { element: h("label", { className: "check" }, input, " " + label), read: () => input.checked };
  }

  choice(type, label, optional) {
    const names = Object.keys(type.members ?? {});
    const select = h("select", {}, optional ? h("option", { value: "", textContent: "–" }) : [],
      type.enum.map((value, i) => h("option", { value: JSON.stringify(value), textContent: typeof value === "number" ? `${names[i] ?? ""} (${value})` : String(value) })));
    return { element: this.label(label, select, optional), read: () => select.value === "" ? undefined : JSON.parse(select.value) };
  }

  /** Objects that may be missing are made when they are asked for, since types may refer to themselves. */
  object(type, label, optional) {
    if (optional)
      return this.optional(label, () => this.object(type, label, false));
    const required = new Set(type.required ?? []);
    const fields = Object.entries(type.properties).map(([name, schema]) => [name, this.field(schema, name, required.has(name) || schema.nullable)]);
    const element = label ? h("fieldset", {}, h("legend", { textContent: label }), fields.map(([, field]) => field.element)) : h("div", { className: "fields" }, fields.map(([, field]) => field.element));
    const read = () => Object.fromEntries(fields.map(([name, field]) => [name, field.read()]).map(([name, value]) =>
      [name, value === undefined && (required.has(name) || type.properties[name].nullable) ? null : value]).filter(([, value]) => value !== undefined));
    return { element, read };
  }

  optional(label, create) {
    let field;
    const input = h("input", { type: "checkbox" });
    const place = h("div");
    input.addEventListener("change", () => {
      field = input.checked ? create() : undefined;
      place.replaceChildren(...field ? [field.element] : []);
    });
    return { element: h("div", {}, h("label", { className: "check" }, input, " " + label), place), read: () => field?.read() };
  }

  list(type, label, optional) {
    if (optional)
      return this.optional(label, () => this.list(type, label, false));
    const items = [];
    const place = h("div", { className: "items" });
    const add = () => {
      const item = this.field(type.items ?? {}, `${label} ${items.length + 1}`);
      const row = h("div", { className: "item" }, item.element, h("button", { type: "button", textContent: "Remove", onclick: () => {
        items.splice(items.indexOf(item), 1);
        row.remove();
      } }));
      items.push(item);
      place.append(row);
    };
    const element = h("fieldset", {}, h("legend", { textContent: label }), place, h("button", { type: "button", textContent: "Add", onclick: add }));
    return { element, read: () => items.map(item => item.read() ?? null) };
  }

  json(label, optional, example) {
    const input = h("textarea", { className: "mono", rows: 4, spellcheck: false, value: optional ? "" : JSON.stringify(example) });
    const read = () => {
      if (input.value.trim() === "" && optional)
        return undefined;
      try {
        return JSON.parse(input.value);
      } catch (error) {
        throw new Error(`'${label}' is not JSON: ${error.message}`);
      }
    };
    return { element: this.label(label + " (JSON)", input, optional), read };
  }

  label(text, input, optional) {
    return h("label", {}, h("span", {}, text, optional ? h("small", { textContent: " optional" }) : ""), input);
  }
}
