//! JSON held against a JSON Schema, as far as schemas of declarations in Rust go.

use std::collections::BTreeSet;

use serde_json::Value;

/// What of a value is not as the schema says; keys that the schema does not name are faults too.
pub fn faults(schema: &Value, value: &Value, seen: &mut BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, schema, value, "", seen, &mut faults);
    faults
}

fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    match schema["$ref"].as_str().and_then(|path| path.strip_prefix("#")) {
        Some(path) => resolved(root, root.pointer(path).expect("a definition")),
        None => schema,
    }
}

fn check(
    root: &Value,
    schema: &Value,
    value: &Value,
    at: &str,
    seen: &mut BTreeSet<String>,
    faults: &mut Vec<String>,
) {
    let outer = schema;
    let schema = resolved(root, schema);
    let mut tell = |what: String| faults.push(format!("{at}: {what}"));
    for kind in ["oneOf", "anyOf"] {
        let Some(choices) = schema[kind].as_array() else { continue };
        let fits = |choice: &&Value| {
            let mut found = Vec::new();
            check(root, choice, value, at, &mut seen.clone(), &mut found);
            found.is_empty()
        };
        let fitting: Vec<&Value> = choices.iter().filter(fits).collect();
        if fitting.is_empty() || kind == "oneOf" && fitting.len() > 1 {
            tell(format!("{} of {kind} fit {value}", fitting.len()));
        }
        return;
    }
    if schema.get("const").is_some_and(|only| only != value) {
        tell(format!("{value} is not {}", schema["const"]));
    }
    if schema["enum"].as_array().is_some_and(|list| !list.contains(value)) {
        tell(format!("{value} is none of {}", schema["enum"]));
    }
    let kind = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        other => unreachable!("{other}"),
    };
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !kinds.is_empty() && !kinds.into_iter().any(kind) {
        tell(format!("{value} is no {}", schema["type"]));
        return;
    }
    if let Some(object) = value.as_object() {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for key in required.filter(|key| !object.contains_key(*key)) {
            faults.push(format!("{at}: `{key}` is missing"));
        }
        for (key, inner) in object {
            // A choice of tagged kinds may have a reference beside its own keys.
            let beside = outer["properties"].get(key).or_else(|| schema["properties"].get(key));
            match beside {
                Some(own) => {
                    seen.insert(key.clone());
                    check(root, own, inner, &format!("{at}/{key}"), seen, faults);
                }
                None => faults.push(format!("{at}: `{key}` is not told")),
            }
        }
    }
    for (number, inner) in value.as_array().into_iter().flatten().enumerate() {
        if schema["items"].is_object() {
            check(root, &schema["items"], inner, &format!("{at}/{number}"), seen, faults);
        }
    }
    let count = value.as_array().map(Vec::len).unwrap_or_default() as u64;
    let (least, most) = (schema["minItems"].as_u64(), schema["maxItems"].as_u64());
    if value.is_array() && (least.is_some_and(|least| count < least) || most.is_some_and(|most| count > most))
    {
        faults.push(format!("{at}: {count} items"));
    }
}

/// Every key that a schema names.
pub fn keys(schema: &Value) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                if let Some(properties) = object.get("properties").and_then(Value::as_object) {
                    keys.extend(properties.keys().cloned());
                }
                open.extend(object.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    keys
}

/// The same data, each time with another fault.
pub fn broken(value: &Value) -> Vec<Value> {
    let change = |change: &dyn Fn(&mut Value)| {
        let mut broken = value.clone();
        change(&mut broken);
        broken
    };
    vec![
        change(&|edition| drop(edition.as_object_mut().map(|object| object.remove("date")))),
        change(&|edition| edition["version"] = "one".into()),
        change(&|edition| edition["pages"][0]["spots"][0]["kind"] = "story".into()),
        change(&|edition| edition["pages"][0]["spots"][0]["polygons"][0][0] = serde_json::json!([1.0])),
        change(&|edition| edition["articles"][0]["body"][0]["type"] = "verse".into()),
        change(&|edition| edition["more"] = 1.into()),
    ]
}
