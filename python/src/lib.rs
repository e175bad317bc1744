//! What the Python package `banxin` calls: an issue set and examined, as plain values of Python.
//!
//! The classes that users see are in `package/banxin/__init__.py`, as frozen dataclasses, which can be compared,
//! printed and sent to other processes. This module prints nothing, reads no environment and writes nothing but
//! the cache folder that it is given. While an issue is set, other threads of Python run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banxin::codes::Rule;
use banxin::diagnostic::{Diagnostic, Sources};
use banxin::gather::{Told, gather};
use banxin::ink::Standard;
use banxin::message::{Language, translate};
use banxin::pdf::Document;
use banxin::read::{Kept, Overlay};
use banxin::{Examined, cache_folder, compile, examine, load_again, pdf};
use pyo3::BoundObject as _;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple};

/// What came of an issue.
struct Ended {
    /// The press file, if it was wanted and can be made.
    pdf: Option<Vec<u8>>,
    /// The numbers of the pages.
    pages: Vec<u32>,
    findings: Vec<Diagnostic>,
    sources: Sources,
}

/// Reads, sets and examines an issue, and makes its press file where that is wanted.
fn ended(
    dir: &Path,
    standard: Option<Standard>,
    overlay: &Overlay,
    folder: Option<PathBuf>,
    press: bool,
) -> Ended {
    let cache = Arc::new(cache_folder::open(folder));
    let loaded = match load_again(dir, standard, overlay, &mut Kept::with(Arc::clone(&cache))) {
        Ok(loaded) => loaded,
        Err(refused) => {
            let (findings, sources) = (refused.diagnostics, refused.sources);
            return Ended { pdf: None, pages: Vec::new(), findings, sources };
        }
    };
    let compiled = compile(&loaded);
    let Examined { mut findings, printable } = examine(&loaded, &compiled, &cache);
    let mut file = None;
    if press && printable {
        match pdf::write_with(&Document::of(&loaded, &compiled.pages), &cache) {
            Ok(bytes) => file = Some(bytes),
            Err(fault) => findings.push(fault),
        }
    }
    let pages = compiled.pages.iter().map(|page| page.number).collect();
    Ended { pdf: file, pages, findings, sources: loaded.sources }
}

/// The texts of an overlay by the paths that reading asks for: those that are not absolute are in the issue folder.
fn overlay_of(dir: &Path, texts: BTreeMap<PathBuf, String>) -> Overlay {
    let folder = if dir.is_file() { dir.parent().unwrap_or(Path::new("")) } else { dir };
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let place = |path: PathBuf| match path.strip_prefix(&whole) {
        Ok(within) => folder.join(within),
        // An absolute path takes the place of the folder.
        Err(_) => folder.join(path),
    };
    Overlay::from_iter(texts.into_iter().map(|(path, text)| (place(path), Arc::from(text))))
}

fn standard_of(name: Option<&str>) -> PyResult<Option<Standard>> {
    match name {
        None => Ok(None),
        Some("x4") => Ok(Some(Standard::X4)),
        Some("x1a") => Ok(Some(Standard::X1a)),
        Some(name) => Err(PyValueError::new_err(format!("standard is 'x4' or 'x1a', not {name:?}"))),
    }
}

fn language_of(tag: &str) -> PyResult<Language> {
    Language::of_tag(tag).ok_or_else(|| PyValueError::new_err(format!("lang is 'en' or 'zh', not {tag:?}")))
}

/// A place as the arguments of `Place`.
fn place<'py>(py: Python<'py>, parts: &[(&str, Option<Bound<'py, PyAny>>)]) -> PyResult<Bound<'py, PyDict>> {
    let place = PyDict::new(py);
    for (name, value) in parts {
        if let Some(value) = value {
            place.set_item(name, value)?;
        }
    }
    Ok(place)
}

fn any<'py, T: IntoPyObject<'py>>(py: Python<'py>, value: T) -> PyResult<Option<Bound<'py, PyAny>>> {
    let value = value.into_pyobject(py).map_err(Into::into)?;
    Ok(Some(value.into_any().into_bound()))
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The places of a finding: in texts, then on a page, then a whole file.
fn places<'py>(
    py: Python<'py>,
    finding: &Diagnostic,
    sources: &Sources,
    language: Language,
) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let mut places = Vec::new();
    for label in &finding.labels {
        let (line, column) = sources.line_column(label.span.file, label.span.range.start);
        let (end_line, end_column) = sources.line_column(label.span.file, label.span.range.end);
        places.push(place(
            py,
            &[
                ("file", any(py, shown(sources.path(label.span.file)))?),
                ("line", any(py, line)?),
                ("column", any(py, column)?),
                ("end_line", any(py, end_line)?),
                ("end_column", any(py, end_column)?),
                ("label", any(py, label.text.in_language(language).into_owned())?),
            ],
        )?);
    }
    if let Some(on_page) = &finding.on_page {
        let area = on_page.area.map(|area| (area.left, area.top, area.width, area.height));
        let file = on_page.file.as_deref().map(|file| any(py, shown(file))).transpose()?.flatten();
        let area = area.map(|area| any(py, area)).transpose()?.flatten();
        places.push(place(py, &[("file", file), ("page", any(py, on_page.page)?), ("box_mm", area)])?);
    }
    if let Some(path) = &finding.path {
        places.push(place(py, &[("file", any(py, shown(path))?)])?);
    }
    Ok(places)
}

/// A finding as the arguments of `Finding`, with lists for places and fixes.
fn finding<'py>(
    py: Python<'py>,
    told: &Told<&Diagnostic>,
    sources: &Sources,
    language: Language,
) -> PyResult<Bound<'py, PyDict>> {
    let first = told.first;
    let made = PyDict::new(py);
    made.set_item("code", first.code.name())?;
    made.set_item("severity", first.severity.name())?;
    made.set_item("title", translate(first.code.entry().title, language))?;
    made.set_item("message", first.message.in_language(language))?;
    made.set_item("help", first.way_out(language))?;
    made.set_item("rule", Rule::of(first.code).map(Rule::number))?;
    let (all, fixes) = (PyList::empty(py), PyList::empty(py));
    for one in told.all() {
        for place in places(py, one, sources, language)? {
            all.append(place)?;
        }
        for fix in &one.fixes {
            let made = PyDict::new(py);
            made.set_item("file", shown(sources.path(fix.span.file)))?;
            made.set_item("start", fix.span.range.start)?;
            made.set_item("end", fix.span.range.end)?;
            made.set_item("text", &fix.text)?;
            made.set_item("certain", fix.certain)?;
            fixes.append(made)?;
        }
    }
    made.set_item("places", all)?;
    made.set_item("fixes", fixes)?;
    Ok(made)
}

/// What came of an issue as values of Python: the press file or `None`, the numbers of the pages, and the findings.
fn told<'py>(py: Python<'py>, ended: &Ended, language: Language) -> PyResult<Bound<'py, PyTuple>> {
    let findings = PyList::empty(py);
    for told in &gather(&ended.findings, |finding| finding).told {
        findings.append(finding(py, told, &ended.sources, language)?)?;
    }
    let pdf = ended.pdf.as_ref().map(|pdf| PyBytes::new(py, pdf));
    (pdf, ended.pages.clone(), findings).into_pyobject(py)
}

/// Sets the issue and makes its press file. The folder `cache` is where builds keep things for each other.
#[pyfunction]
fn build<'py>(
    py: Python<'py>,
    path: PathBuf,
    standard: Option<&str>,
    cache: Option<PathBuf>,
    overlay: BTreeMap<PathBuf, String>,
    lang: &str,
) -> PyResult<Bound<'py, PyTuple>> {
    let (standard, language) = (standard_of(standard)?, language_of(lang)?);
    let overlay = overlay_of(&path, overlay);
    let ended = py.detach(|| ended(&path, standard, &overlay, cache, true));
    told(py, &ended, language)
}

/// Sets the issue and examines it; makes no press file.
#[pyfunction]
fn check<'py>(
    py: Python<'py>,
    path: PathBuf,
    standard: Option<&str>,
    overlay: BTreeMap<PathBuf, String>,
    lang: &str,
) -> PyResult<Bound<'py, PyTuple>> {
    let (standard, language) = (standard_of(standard)?, language_of(lang)?);
    let overlay = overlay_of(&path, overlay);
    let ended = py.detach(|| ended(&path, standard, &overlay, None, false));
    told(py, &ended, language)
}

/// The module `banxin._native`.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(build, module)?)?;
    module.add_function(wrap_pyfunction!(check, module)?)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
