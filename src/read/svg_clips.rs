//! Clips of drawings (剪切路径): outlines to which shapes are cut, each given once for all shapes
//! under it.

use std::collections::BTreeSet;
use std::sync::Arc;

use usvg::tiny_skia_path::Transform;
use usvg::{ClipPath, Group, Node};

use crate::issue::{Clips, FillRule, Segment};

use super::svg_outline::{rule, segments};

/// The most steps of all clips of a drawing: a clip is counted once for each group that names it.
pub const MOST_STEPS: usize = 2_000_000;

/// Makes the clips of a drawing, and counts them.
#[derive(Debug, Default)]
pub struct Clipper {
    steps: usize,
    /// The names of clips that cannot be cut as they are drawn.
    pub partial: BTreeSet<String>,
}

/// The shapes of one clip while they are gathered.
#[derive(Default)]
struct Gathered {
    children: Vec<(Vec<Segment>, FillRule)>,
    /// A clip on some of its shapes alone.
    is_partial: bool,
}

impl Clipper {
    /// Whether the clips have more steps than the limit allows.
    pub fn is_too_much(&self) -> bool {
        self.steps > MOST_STEPS
    }

    /// The clips of a group within those around it.
    pub fn of(&mut self, group: &Group, around: &Clips) -> Clips {
        let Some(clip) = group.clip_path() else { return Arc::clone(around) };
        if self.is_too_much() {
            return Arc::clone(around);
        }
        let mut clips = around.to_vec();
        self.add(clip, group.abs_transform(), &mut clips);
        self.steps += clips.iter().map(|(outline, _)| outline.len()).sum::<usize>();
        clips.into()
    }

    /// Adds the outlines of a clip, and of those that clip it.
    fn add(&mut self, clip: &ClipPath, transform: Transform, clips: &mut Vec<(Vec<Segment>, FillRule)>) {
        let transform = transform.pre_concat(clip.transform());
        if let Some(outer) = clip.clip_path() {
            self.add(outer, transform, clips);
        }
        let mut root = clip.root();
        // A clip on the one thing in it cuts all of it.
        while let [Node::Group(inner)] = root.children() {
            if let Some(own) = inner.clip_path() {
                self.add(own, transform.pre_concat(inner.abs_transform()), clips);
            }
            root = inner;
        }
        let mut gathered = Gathered::default();
        gather(root, transform, &mut gathered);
        if gathered.is_partial {
            self.partial.insert(clip.id().to_owned());
        }
        let mut children = gathered.children;
        if children.len() == 1 {
            return clips.extend(children.pop());
        }
        // Shapes are joined by winding; those that wind against each other would be outside where they
        // cross. An even-odd one among others loses its holes.
        if children.iter().any(|(_, rule)| *rule == FillRule::EvenOdd) {
            self.partial.insert(clip.id().to_owned());
        }
        let alike = children.into_iter().flat_map(|(outline, _)| wound_right(outline));
        clips.push((alike.collect(), FillRule::NonZero));
    }
}

fn gather(group: &Group, transform: Transform, gathered: &mut Gathered) {
    for node in group.children() {
        match node {
            Node::Group(inner) => {
                gathered.is_partial |= inner.clip_path().is_some();
                gather(inner, transform, gathered);
            }
            Node::Path(path) if path.is_visible() => {
                let Some(fill) = path.fill() else { continue };
                let place = transform.pre_concat(path.abs_transform());
                if let Some(outline) = segments(path.data(), place) {
                    gathered.children.push((outline, rule(fill.rule())));
                }
            }
            Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
        }
    }
}

/// The outline, wound so that its area is positive; turned as a whole, so that its holes stay.
fn wound_right(outline: Vec<Segment>) -> Vec<Segment> {
    let end = |segment: &Segment| match *segment {
        Segment::Move(x, y) | Segment::Line(x, y) | Segment::Curve(_, _, _, _, x, y) => Some((x, y)),
        Segment::Close => None,
    };
    let mut area = 0_i128;
    let (mut start, mut pen) = ((0, 0), (0, 0));
    for segment in outline.iter().chain([&Segment::Close]) {
        let to = end(segment).unwrap_or(start);
        if let Segment::Move(..) = segment {
            (start, pen) = (to, to);
            continue;
        }
        area += i128::from(pen.0) * i128::from(to.1) - i128::from(to.0) * i128::from(pen.1);
        pen = to;
    }
    if area >= 0 { outline } else { turned(&outline) }
}

/// The same contours run through from their ends.
fn turned(outline: &[Segment]) -> Vec<Segment> {
    let mut out = Vec::with_capacity(outline.len());
    let mut contour: Vec<Segment> = Vec::new();
    let mut flush = |contour: &mut Vec<Segment>| {
        let points: Vec<(i32, i32)> = contour
            .iter()
            .filter_map(|segment| match *segment {
                Segment::Move(x, y) | Segment::Line(x, y) | Segment::Curve(_, _, _, _, x, y) => Some((x, y)),
                Segment::Close => None,
            })
            .collect();
        if let Some((x, y)) = points.last() {
            out.push(Segment::Move(*x, *y));
        }
        let steps = contour.iter().filter(|segment| !matches!(segment, Segment::Close));
        let steps: Vec<&Segment> = steps.skip(1).collect();
        for (step, (x, y)) in steps.iter().zip(&points).rev() {
            out.push(match **step {
                Segment::Curve(ax, ay, bx, by, ..) => Segment::Curve(bx, by, ax, ay, *x, *y),
                _ => Segment::Line(*x, *y),
            });
        }
        // What is cut to is closed, whether or not it says so.
        if !points.is_empty() {
            out.push(Segment::Close);
        }
        contour.clear();
    };
    for segment in outline {
        if matches!(segment, Segment::Move(..)) {
            flush(&mut contour);
        }
        contour.push(*segment);
    }
    flush(&mut contour);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_is_turned_with_its_holes_and_curves() {
        let left = vec![
            Segment::Move(0, 0),
            Segment::Line(0, 10),
            Segment::Curve(3, 12, 7, 12, 10, 10),
            Segment::Line(10, 0),
            Segment::Close,
            Segment::Move(4, 4),
            Segment::Line(6, 4),
            Segment::Line(6, 6),
            Segment::Close,
        ];
        let right = wound_right(left.clone());
        let wanted = [
            Segment::Move(10, 0),
            Segment::Line(10, 10),
            Segment::Curve(7, 12, 3, 12, 0, 10),
            Segment::Line(0, 0),
            Segment::Close,
            Segment::Move(6, 6),
            Segment::Line(6, 4),
            Segment::Line(4, 4),
            Segment::Close,
        ];
        assert_eq!(right, wanted);
        assert_eq!(wound_right(right.clone()), right);
    }
}
