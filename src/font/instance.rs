//! Which instance of a variable font (可变字体) a face is: its axes, its named instances, and a place
//! on the axes chosen by weight, by axis or by name (OpenType 1.9, `fvar`).

/// One of a variable font's axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its tag, such as `wght`.
    pub tag: [u8; 4],
    /// The least value.
    pub least: f32,
    /// The value that the font has by itself.
    pub default: f32,
    /// The greatest value.
    pub most: f32,
}

impl Axis {
    /// The tag as text.
    pub fn name(&self) -> String {
        String::from_utf8_lossy(&self.tag).trim_end().to_owned()
    }
}

/// A place on the axes to which the font gives a name, such as Bold.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedInstance {
    /// Its names; a font may have one in each of several languages.
    pub names: Vec<String>,
    /// A value for each axis, in their order.
    pub place: Vec<f32>,
}

/// What a variable font offers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variable {
    /// Its axes; empty for a font that is not variable.
    pub axes: Vec<Axis>,
    /// Its named instances.
    pub instances: Vec<NamedInstance>,
}

/// What is asked of a variable font: nothing is the default instance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InstanceRequest {
    /// A named instance.
    pub instance: Option<String>,
    /// Values of axes, by tag; they go over those of the instance. A weight is one of `wght`.
    pub axes: Vec<(String, f32)>,
}

/// Why a request cannot be granted as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum InstanceFault {
    /// The font has no axes at all.
    NotVariable,
    /// No instance has that name.
    NoInstance(String),
    /// No axis has that tag.
    NoAxis(String),
    /// The value lies outside the axis, which is handed along; the nearest one is taken.
    OutOfRange(Axis, f32),
}

impl Variable {
    /// The place on the axes that is asked for, a value for each axis, and what of the request could not
    /// be granted. What is not asked for has its default.
    pub fn place(&self, request: &InstanceRequest) -> (Vec<f32>, Vec<InstanceFault>) {
        let mut faults = Vec::new();
        let mut place: Vec<f32> = self.axes.iter().map(|axis| axis.default).collect();
        if self.axes.is_empty() {
            if *request != InstanceRequest::default() {
                faults.push(InstanceFault::NotVariable);
            }
            return (place, faults);
        }
        if let Some(name) = &request.instance {
            let is_it = |known: &String| known.to_lowercase() == name.to_lowercase();
            match self.instances.iter().find(|instance| instance.names.iter().any(is_it)) {
                Some(instance) => place.clone_from(&instance.place),
                None => faults.push(InstanceFault::NoInstance(name.clone())),
            }
        }
        for (tag, value) in &request.axes {
            match self.axes.iter().position(|axis| axis.name() == *tag) {
                None => faults.push(InstanceFault::NoAxis(tag.clone())),
                Some(at) => {
                    let axis = &self.axes[at];
                    place[at] = value.max(axis.least).min(axis.most);
                    if place[at] != *value {
                        faults.push(InstanceFault::OutOfRange(axis.clone(), *value));
                    }
                }
            }
        }
        (place, faults)
    }

    /// The name of a place and its values, such as `Bold (wght 900)`.
    pub fn describe(&self, place: &[f32]) -> String {
        let values: Vec<String> =
            self.axes.iter().zip(place).map(|(axis, value)| format!("{} {value}", axis.name())).collect();
        let values = values.join(", ");
        let named = self.instances.iter().find(|instance| instance.place == place);
        match named.and_then(|instance| instance.names.first()) {
            Some(name) => format!("{name} ({values})"),
            None => values,
        }
    }
}

/// Reads the instances of an `fvar` table as (name, place); the parser reads its axes alone. Names are
/// numbers of the `name` table.
pub(super) fn instances(fvar: &[u8]) -> Vec<(u16, Vec<f32>)> {
    let number = |at: usize| {
        let bytes = fvar.get(at..at.checked_add(2)?)?;
        Some(usize::from(u16::from_be_bytes(bytes.try_into().ok()?)))
    };
    let fixed = |at: usize| {
        let bytes = fvar.get(at..at.checked_add(4)?)?;
        Some(i32::from_be_bytes(bytes.try_into().ok()?) as f32 / 65536.0)
    };
    let read = || {
        let (start, axes, axis_size) = (number(4)?, number(8)?, number(10)?);
        let (count, size) = (number(12)?, number(14)?);
        let first = start + axes * axis_size;
        let instance = |nth: usize| {
            let at = first + nth * size;
            let place = (0..axes).map(|axis| fixed(at + 4 + 4 * axis)).collect::<Option<Vec<f32>>>()?;
            Some((number(at)? as u16, place))
        };
        Some((0..count).map_while(instance).collect())
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames() -> Variable {
        let axis = |tag: &[u8; 4], least, default, most| Axis { tag: *tag, least, default, most };
        let named = |names: &[&str], place: [f32; 2]| NamedInstance {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            place: place.to_vec(),
        };
        Variable {
            axes: vec![axis(b"wght", 100.0, 100.0, 900.0), axis(b"wdth", 75.0, 100.0, 125.0)],
            instances: vec![named(&["Thin"], [100.0, 100.0]), named(&["Bold", "粗体"], [700.0, 100.0])],
        }
    }

    fn request(instance: Option<&str>, axes: &[(&str, f32)]) -> InstanceRequest {
        InstanceRequest {
            instance: instance.map(str::to_owned),
            axes: axes.iter().map(|(tag, value)| ((*tag).to_owned(), *value)).collect(),
        }
    }

    #[test]
    fn a_place_is_chosen_by_name_and_by_axis() {
        let font = frames();
        for (asked, place) in [
            (request(None, &[]), [100.0, 100.0]),
            (request(Some("bold"), &[]), [700.0, 100.0]),
            (request(Some("粗体"), &[("wdth", 90.0)]), [700.0, 90.0]),
            (request(None, &[("wght", 425.5)]), [425.5, 100.0]),
        ] {
            assert_eq!(font.place(&asked), (place.to_vec(), vec![]));
        }
        assert_eq!(font.describe(&[700.0, 100.0]), "Bold (wght 700, wdth 100)");
        assert_eq!(font.describe(&[425.5, 100.0]), "wght 425.5, wdth 100");
    }

    #[test]
    fn what_cannot_be_had_is_refused_and_the_nearest_taken() {
        let font = frames();
        let (place, faults) = font.place(&request(Some("Fat"), &[("wght", 1000.0), ("slnt", 3.0)]));
        assert_eq!(place, [900.0, 100.0]);
        let weight = font.axes[0].clone();
        assert_eq!(
            faults,
            [
                InstanceFault::NoInstance("Fat".into()),
                InstanceFault::OutOfRange(weight, 1000.0),
                InstanceFault::NoAxis("slnt".into())
            ]
        );
        let plain = Variable::default();
        assert_eq!(plain.place(&request(None, &[("wght", 400.0)])).1, [InstanceFault::NotVariable]);
        assert_eq!(plain.place(&InstanceRequest::default()).1, []);
    }

    #[test]
    fn instances_of_a_table_cut_short_are_those_that_are_whole() {
        let words: [u16; 8 + 10 + 8] = [
            1, 0, 16, 2, 1, 20, 2, 8, // one axis of 20 bytes, two instances of 8 bytes
            0, 0, 0, 100, 0, 100, 0, 900, 0, 0, // the axis, which is not read here
            257, 0, 100, 0, 258, 0, 900, 0x8000,
        ];
        let table: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        assert_eq!(instances(&table), [(257, vec![100.0]), (258, vec![900.5])]);
        assert_eq!(instances(&table[..table.len() - 1]).len(), 1);
        assert_eq!(instances(&table[..9]), []);
    }
}
