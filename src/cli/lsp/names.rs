//! Where a name is defined and used, and what changes when it gets another.

use std::ops::Range;
use std::path::{Path, PathBuf};

use banxin::read::tidy;

use super::place::FileKind;
use super::project::{Kind, Mention, TomlFile};
use super::view::View;

/// A place of a name.
pub struct Place<'v> {
    /// The file.
    pub file: &'v TomlFile,
    /// The name in it.
    pub mention: &'v Mention,
}

/// The name at a byte of the file.
pub fn name_at<'v>(view: &'v View<'_>, offset: usize) -> Option<(&'v TomlFile, &'v Mention)> {
    let file = view.project.file(view.path)?;
    let touches = |span: &Range<usize>| span.start <= offset && offset <= span.end;
    let mention = file.mentions.iter().find(|mention| touches(&mention.span))?;
    Some((file, mention))
}

/// Whether the name stands for a file.
pub fn is_path(kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| matches!(kind, Kind::Story | Kind::Picture | Kind::File))
}

/// The file that a path names: from the issue folder, or from beside the file that names it.
pub fn file_of(view: &View<'_>, file: &TomlFile, mention: &Mention) -> PathBuf {
    let from_issue = tidy(&view.project.dir.join(&mention.name));
    let beside = tidy(&file.path.parent().unwrap_or(Path::new("")).join(&mention.name));
    if !from_issue.exists() && beside.exists() { beside } else { from_issue }
}

/// The layouts in which a name that is written at `mention` may be defined or used: all that extend one another.
fn family(view: &View<'_>, mention: &Mention) -> Vec<usize> {
    let project = view.project;
    let first = match view.kind {
        FileKind::Issue => project.layout_of_page(mention.page),
        _ => view.layout(),
    };
    let mut family: Vec<usize> = first.into_iter().collect();
    let own: Vec<usize> = (0..project.layouts.len()).filter(|at| !project.layouts[*at].is_built_in).collect();
    loop {
        let joins = own.iter().copied().find(|at| {
            !family.contains(at)
                && family.iter().any(|known| {
                    project.chain(*known).contains(at)
                        || project.chain(*at).contains(known) && !project.layouts[*known].is_built_in
                })
        });
        match joins {
            Some(at) => family.push(at),
            None => break,
        }
    }
    family.retain(|at| !project.layouts[*at].is_built_in);
    family
}

fn is_same(one: &Mention, other: &Mention) -> bool {
    one.name == other.name && one.kinds.iter().any(|kind| other.kinds.contains(kind))
}

/// The definition of a name that the issue's own files or banxin's layouts have.
pub fn definition<'v>(view: &'v View<'_>, mention: &'v Mention) -> Option<Place<'v>> {
    let project = view.project;
    if mention.kinds.contains(&Kind::Layout) {
        return None;
    }
    if mention.kinds.contains(&Kind::Pool) {
        return of_pool(view, mention).find(|place| place.mention.is_definition);
    }
    let layout = match view.kind {
        FileKind::Issue => project.layout_of_page(mention.page)?,
        _ => view.layout()?,
    };
    let (file, mention) =
        project.known(layout, &mention.kinds).into_iter().find(|(_, known)| known.name == mention.name)?;
    Some(Place { file: &project.layouts[file], mention })
}

/// The places of the name of a pool, which only the issue has.
fn of_pool<'v>(view: &'v View<'_>, mention: &Mention) -> impl Iterator<Item = Place<'v>> {
    let issue = view.project.issue.as_ref();
    let all =
        issue.into_iter().flat_map(|file| file.mentions.iter().map(move |mention| Place { file, mention }));
    all.filter(|place| is_same(mention, place.mention))
}

/// The layout of a name, as a file of its own.
pub fn layout<'v>(view: &'v View<'_>, name: &str) -> Option<&'v TomlFile> {
    view.project.find(name, view.layout()).map(|at| &view.project.layouts[at])
}

/// Every place of a name in the issue's own files.
pub fn places<'v>(view: &'v View<'_>, mention: &Mention) -> Vec<Place<'v>> {
    let project = view.project;
    let mut places = Vec::new();
    if mention.kinds.contains(&Kind::Layout) {
        let meant = project.find(&mention.name, view.layout());
        let files = project.issue.iter().chain(project.layouts.iter().filter(|file| !file.is_built_in));
        for file in files {
            let same =
                |other: &&Mention| is_same(mention, other) && project.named(file, &other.name) == meant;
            places.extend(file.mentions.iter().filter(same).map(|mention| Place { file, mention }));
        }
        return places;
    }
    if mention.kinds.contains(&Kind::Pool) {
        return of_pool(view, mention).collect();
    }
    if is_path(&mention.kinds) {
        let files = project.issue.iter().chain(project.layouts.iter().filter(|file| !file.is_built_in));
        for file in files {
            places.extend(
                file.mentions
                    .iter()
                    .filter(|other| is_same(mention, other))
                    .map(|mention| Place { file, mention }),
            );
        }
        return places;
    }
    let family = family(view, mention);
    for file in family.iter().map(|at| &project.layouts[*at]) {
        places.extend(
            file.mentions
                .iter()
                .filter(|other| is_same(mention, other))
                .map(|mention| Place { file, mention }),
        );
    }
    if let Some(issue) = &project.issue {
        let used = issue.mentions.iter().filter(|other| {
            is_same(mention, other)
                && project.layout_of_page(other.page).is_some_and(|layout| family.contains(&layout))
        });
        places.extend(used.map(|mention| Place { file: issue, mention }));
    }
    places
}

/// Why a name cannot be changed.
pub enum Fixed {
    /// It is banxin's own.
    BuiltIn,
    /// There is nothing to change.
    NoName,
    /// The new name cannot be one.
    BadName,
    /// The new name is taken.
    Taken,
}

/// What changes with a name.
pub struct Renamed<'v> {
    /// Places and their new words.
    pub edits: Vec<(&'v TomlFile, Range<usize>, String)>,
    /// A file that gets another path.
    pub file: Option<(PathBuf, PathBuf)>,
}

/// Whether the name at a byte can be changed, and where it stands.
pub fn renamable<'v>(view: &'v View<'_>, offset: usize) -> Result<(&'v TomlFile, &'v Mention), Fixed> {
    let (file, mention) = name_at(view, offset).ok_or(Fixed::NoName)?;
    let kinds = &mention.kinds;
    if kinds.contains(&Kind::Code) || kinds.contains(&Kind::File) {
        return Err(Fixed::NoName);
    }
    if kinds.contains(&Kind::Layout) {
        let own = layout(view, &mention.name).is_some_and(|file| !file.is_built_in);
        return if own { Ok((file, mention)) } else { Err(Fixed::BuiltIn) };
    }
    if !is_path(kinds) {
        let built_in = (0..view.project.layouts.len()).filter(|at| view.project.layouts[*at].is_built_in);
        let first = match view.kind {
            FileKind::Issue => view.project.layout_of_page(mention.page),
            _ => view.layout(),
        };
        let chain = first.map(|first| view.project.chain(first)).unwrap_or_default();
        let defined = built_in.filter(|at| chain.contains(at)).any(|at| {
            let mentions = &view.project.layouts[at].mentions;
            mentions.iter().any(|other| other.is_definition && is_same(mention, other))
        });
        let own = places(view, mention).iter().any(|place| place.mention.is_definition);
        // One that nobody defines in a file, such as black, is banxin's own too.
        if defined || !own {
            return Err(Fixed::BuiltIn);
        }
    }
    Ok((file, mention))
}

/// Gives the name at a byte another one.
pub fn rename<'v>(view: &'v View<'_>, offset: usize, wanted: &str) -> Result<Renamed<'v>, Fixed> {
    let (file, mention) = renamable(view, offset)?;
    let wanted = wanted.trim();
    if wanted.is_empty() || wanted.contains(|c: char| c.is_control() || matches!(c, '"' | '\\' | '\'')) {
        return Err(Fixed::BadName);
    }
    let places = places(view, mention);
    if is_path(&mention.kinds) || mention.kinds.contains(&Kind::Layout) {
        let is_layout = mention.kinds.contains(&Kind::Layout);
        let old = if is_layout {
            layout(view, &mention.name).ok_or(Fixed::NoName)?.path.clone()
        } else {
            file_of(view, file, mention)
        };
        // A bare name stays in its folder and keeps its ending.
        let ending = Path::new(&mention.name).extension().map(|end| end.to_string_lossy().into_owned());
        let mut new = wanted.to_owned();
        if let Some(ending) = ending
            .filter(|ending| Path::new(&new).extension().is_none_or(|end| end.to_string_lossy() != *ending))
        {
            new = format!("{new}.{ending}");
        }
        let folder = Path::new(&mention.name).parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|_| !new.contains('/')) {
            new = format!("{}/{new}", folder.display());
        }
        let path = if is_layout && !new.ends_with(".toml") {
            old.with_file_name(format!("{new}.toml"))
        } else {
            let base = old.to_string_lossy();
            let base = base.strip_suffix(&mention.name).unwrap_or_default();
            tidy(&Path::new(base).join(&new))
        };
        if !path.starts_with(&view.project.dir) || (is_layout && new.contains('/') && !new.ends_with(".toml"))
        {
            return Err(Fixed::BadName);
        }
        if path.exists() && path != old {
            return Err(Fixed::Taken);
        }
        let edits =
            places.into_iter().map(|place| (place.file, place.mention.span.clone(), new.clone())).collect();
        let file = old.exists().then_some((old, path));
        return Ok(Renamed { edits, file });
    }
    let taken = |at: &usize| {
        let known = view.project.known(*at, &mention.kinds);
        wanted != mention.name && known.iter().any(|(_, other)| other.name == wanted)
    };
    let wanted_pool = Mention { name: wanted.to_owned(), ..mention.clone() };
    let is_pool = mention.kinds.contains(&Kind::Pool) && wanted != mention.name;
    if family(view, mention).iter().any(taken) || (is_pool && of_pool(view, &wanted_pool).next().is_some()) {
        return Err(Fixed::Taken);
    }
    let is_bare = wanted.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let edits = places.into_iter().map(|place| {
        // A key that is not bare needs quotes, which belong to its span; those of a value do not.
        let words =
            if place.mention.is_key && !is_bare { format!("\"{wanted}\"") } else { wanted.to_owned() };
        (place.file, place.mention.span.clone(), words)
    });
    Ok(Renamed { edits: edits.collect(), file: None })
}
