//! Placed PDF pages as forms: the objects of a clean file become the document's own.
//!
//! A form has resources of its own, so names cannot collide with the page's; and it has no
//! StructParents, so marked content in it belongs to no structure tree and is read as it was
//! drawn: the numbers (MCID) in it count in no stream but its own (ISO 32000-1, 14.7.4.3).

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId};

use super::finish::broken;
use crate::diagnostic::Diagnostic;
use crate::issue::PlacedPdf;
use crate::message::word;
use crate::pdf::import::FORM;

/// Puts the form of a placed page in the place of the object `id`.
///
/// # Errors
/// `pdf-writer` when the clean file is not what [`crate::pdf::import::open`] makes.
pub(super) fn embed(document: &mut Document, id: ObjectId, pdf: &PlacedPdf) -> Result<(), Diagnostic> {
    let fault = || broken(word("a placed PDF is damaged"));
    let source = Document::load_mem(&pdf.bytes).map_err(|_| fault())?;
    let page = source.get_pages().into_values().next().ok_or_else(fault)?;
    let form = form(&source, page).ok_or_else(fault)?;
    let mut numbers = BTreeMap::from([(form, id)]);
    // What the form reaches, in the order in which it reaches it.
    let mut order = vec![form];
    let mut at = 0;
    while let Some(object) = order.get(at).copied() {
        at += 1;
        let object = source.get_object(object).map_err(|_| fault())?;
        references(object, &mut |reached| {
            numbers.entry(reached).or_insert_with(|| {
                order.push(reached);
                document.new_object_id()
            });
        });
    }
    for object in order {
        let mut copy = source.get_object(object).map_err(|_| fault())?.clone();
        renumber(&mut copy, &numbers);
        document.objects.insert(numbers[&object], copy);
    }
    Ok(())
}

fn form(source: &Document, page: ObjectId) -> Option<ObjectId> {
    let resources = source.get_dictionary(page).ok()?.get(b"Resources").ok()?.as_dict().ok()?;
    resources.get(b"XObject").ok()?.as_dict().ok()?.get(FORM.as_bytes()).ok()?.as_reference().ok()
}

fn references(object: &Object, found: &mut dyn FnMut(ObjectId)) {
    match object {
        Object::Reference(id) => found(*id),
        Object::Array(parts) => parts.iter().for_each(|part| references(part, found)),
        Object::Dictionary(own) => own.iter().for_each(|(_, part)| references(part, found)),
        Object::Stream(own) => own.dict.iter().for_each(|(_, part)| references(part, found)),
        _ => {}
    }
}

fn renumber(object: &mut Object, numbers: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => *id = numbers[id],
        Object::Array(parts) => parts.iter_mut().for_each(|part| renumber(part, numbers)),
        Object::Dictionary(own) => own.iter_mut().for_each(|(_, part)| renumber(part, numbers)),
        Object::Stream(own) => own.dict.iter_mut().for_each(|(_, part)| renumber(part, numbers)),
        _ => {}
    }
}
