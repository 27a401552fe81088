//! Deciding the cells, a slice at a time.
//!
//! A slice looks each caller up once and asks it for everything in its cells; resources are looked
//! up once for the whole table.

use super::heads::{Head, Heads, Named, Thing, fixed, of_side};
use super::{Answer, Axis, Order, Side};
use crate::batch::adapted;
use crate::effect::Effect;
use crate::model::Model;
use crate::test_run::Baseline;
use crate::view;
use iam::Action;
use scenario::build::{Asker, Built, Target};
use scenario::{Expectation, RequestSpec, Scenario};
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many cells are decided at once, which takes a browser less than a frame.
const SLICE: usize = 1_500;

/// The table as it was decided last.
#[derive(Debug)]
pub(crate) struct Table {
    of: Version,
    pub(crate) rows: Heads,
    pub(crate) columns: Heads,
    pub(crate) third: Head,
    axes: [Axis; 2],
    parts: Parts,
    /// The same in the pinned world, where there is one.
    pinned: Option<Vec<Target>>,
    /// Row by row.
    pub(crate) cells: Vec<Cell>,
    /// So many cells are about the present document; the rest is stale.
    pub(crate) done: usize,
    /// The places of rows and columns in the order they are shown.
    pub(crate) shown: [Vec<usize>; 2],
    /// What saved requests expect, by cell.
    pub(crate) expected: BTreeMap<usize, Expectation>,
}

/// What a table is about: with another one it is decided again.
#[derive(Clone, Debug)]
struct Version {
    revision: u64,
    choices: u32,
    has_catalogue: bool,
    baseline: Option<Rc<Baseline>>,
}

/// A cell; nothing, before it was decided for the first time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) answer: Option<Answer>,
    /// The answer in the pinned world.
    pub(crate) before: Option<Answer>,
}

/// What the cells are put together from.
#[derive(Debug, Default)]
struct Parts {
    callers: Vec<RequestSpec>,
    actions: Vec<Asked>,
    resources: Vec<Named>,
    targets: Vec<Target>,
}

/// An action of the table.
#[derive(Debug)]
struct Asked {
    action: Action,
    name: String,
    /// The place of the resource it is asked on where resources are no axis; `None` where it
    /// takes no such resource and the scenario has no other.
    resource: Option<usize>,
}

impl Version {
    fn of(model: &Model) -> Version {
        Version {
            revision: model.revision,
            choices: model.matrix.choices,
            has_catalogue: model.catalog().is_some(),
            baseline: model.page.baseline.clone(),
        }
    }

    fn is(&self, other: &Version) -> bool {
        let same_baseline = match (&self.baseline, &other.baseline) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        same_baseline
            && self.revision == other.revision
            && self.choices == other.choices
            && self.has_catalogue == other.has_catalogue
    }
}

/// Brings the matrix up to date after an update, as far as that takes no time.
pub(crate) fn follow(model: &mut Model) -> Vec<Effect> {
    match model.matrix.open {
        true => go_on(model),
        false => Vec::new(),
    }
}

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
fn go_on(model: &mut Model) -> Vec<Effect> {
    let version = Version::of(model);
    let held = model.matrix.table.as_ref();
    if held.is_none_or(|table| !table.of.is(&version)) {
        let old = model.matrix.table.take();
        let table = Table::new(model, version, old);
        let is_small = table.cells.len() <= SLICE;
        model.matrix.table = Some(table);
        if is_small {
            decide(model, SLICE);
        }
    }
    let is_done = model.matrix.table.as_ref().is_none_or(Table::is_done);
    if is_done || model.matrix.is_going {
        return Vec::new();
    }
    model.matrix.is_going = true;
    vec![Effect::GoOnWithMatrix]
}

/// Decides the next slice.
pub(crate) fn next_slice(model: &mut Model) {
    model.matrix.is_going = false;
    decide(model, SLICE);
}

/// Decides all that is left.
pub(crate) fn finish(model: &mut Model) {
    decide(model, usize::MAX);
}

/// Decides so many cells more, if the table is about what is in hand.
fn decide(model: &mut Model, most: usize) {
    let Some(mut table) = model.matrix.table.take() else {
        return;
    };
    if !table.is_done() && table.of.is(&Version::of(model)) {
        let cells = table.done..table.cells.len().min(table.done.saturating_add(most));
        let known = Known::new(model, &table);
        let present = World {
            scenario: model.scenario(),
            built: model.evaluation().built(),
            targets: &table.parts.targets,
        };
        let answers = answers(&table, &known, &present, cells.clone());
        let before = table.of.baseline.as_ref().zip(table.pinned.as_ref());
        let before = before.map(|(baseline, targets)| {
            let pinned = World {
                scenario: &baseline.scenario,
                built: &baseline.built,
                targets,
            };
            self::answers(&table, &known, &pinned, cells.clone())
        });
        let mut before = before.unwrap_or_default().into_iter();
        let held = table.cells.get_mut(cells.clone()).unwrap_or_default();
        for (cell, answer) in held.iter_mut().zip(answers) {
            cell.answer = Some(answer);
            cell.before = before.next();
        }
        table.done = cells.end;
        if table.is_done() {
            table.shown = Side::BOTH.map(|side| order(model, &table, side));
        }
    }
    model.matrix.table = Some(table);
}

/// A world to ask.
struct World<'a> {
    scenario: &'a Scenario,
    built: &'a Built,
    targets: &'a [Target],
}

/// What the catalogue says of the actions.
struct Known<'a> {
    actions: Vec<Option<catalog::Action<'a, 'static>>>,
    /// Whether resources are an axis, so that each has to fit.
    chooses: bool,
}

impl<'a> Known<'a> {
    fn new(model: &'a Model, table: &Table) -> Known<'a> {
        let actions = table.parts.actions.iter();
        let known = |asked: &Asked| model.catalog()?.action(&asked.name);
        Known {
            actions: actions.map(known).collect(),
            chooses: table.axes.contains(&Axis::Resources),
        }
    }

    /// Whether an action is done to such a resource. What the catalogue lacks may be.
    fn takes(&self, action: usize, resource: &str) -> bool {
        match self.actions.get(action).copied().flatten() {
            _ if !self.chooses => true,
            Some(known) => takes(known, resource),
            None => true,
        }
    }
}

fn takes(action: catalog::Action<'_, '_>, resource: &str) -> bool {
    match action.takes_no_resource() {
        true => resource == "*",
        false => resource == "*" || action.fits(resource),
    }
}

/// The answers of some cells in one world.
fn answers(
    table: &Table,
    known: &Known<'_>,
    world: &World<'_>,
    cells: std::ops::Range<usize>,
) -> Vec<Answer> {
    let mut askers: BTreeMap<usize, Asker<'_>> = BTreeMap::new();
    let mut answer = |cell: usize| {
        let ask = table.ask(cell)?;
        let resource = ask.resource?;
        let asked = table.parts.actions.get(ask.action)?;
        let named = table.parts.resources.get(resource)?;
        let target = world.targets.get(resource)?;
        let spec = table.parts.callers.get(ask.caller)?;
        if !known.takes(ask.action, &named.arn) {
            return None;
        }
        let asker = askers
            .entry(ask.caller)
            .or_insert_with(|| world.built.asker(world.scenario, spec));
        let request = asker.request(&asked.action, resource, target);
        Some(Answer::of(iam::decide(world.built.world(), request)))
    };
    cells
        .map(|cell| answer(cell).unwrap_or(Answer::NotAskable))
        .collect()
}

/// The parts of a cell, as places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Ask {
    caller: usize,
    action: usize,
    resource: Option<usize>,
}

impl Table {
    fn new(model: &Model, of: Version, old: Option<Table>) -> Table {
        let matrix = &model.matrix;
        let rows = of_side(model, Side::Rows);
        let columns = of_side(model, Side::Columns);
        let third = fixed(model, matrix.third());
        let parts = Parts::new(model, &rows, &columns, &third);
        let pinned = of.baseline.as_ref().map(|baseline| {
            let targets = parts.resources.iter();
            let target = |named: &Named| {
                let (built, scenario) = (&baseline.built, &baseline.scenario);
                built.target(scenario, &named.arn, named.owner)
            };
            targets.map(target).collect()
        });
        let mut table = Table {
            of,
            axes: [matrix.rows.axis, matrix.columns.axis],
            cells: vec![Cell::default(); rows.list.len() * columns.list.len()],
            rows,
            columns,
            third,
            parts,
            pinned,
            done: 0,
            shown: Default::default(),
            expected: BTreeMap::new(),
        };
        if let Some(old) = old.filter(|old| old.axes == table.axes) {
            table.keep(&old);
        }
        table.expect(model);
        table.shown = Side::BOTH.map(|side| order(model, &table, side));
        table
    }

    /// Whether every cell is about the present document.
    pub(crate) fn is_done(&self) -> bool {
        self.done == self.cells.len()
    }

    /// The cell in a row and a column, as they stand in the lists.
    pub(crate) fn cell(&self, row: usize, column: usize) -> usize {
        row * self.columns.list.len() + column
    }

    /// The heads of a side.
    pub(crate) fn heads(&self, side: Side) -> &Heads {
        match side {
            Side::Rows => &self.rows,
            Side::Columns => &self.columns,
        }
    }

    /// How many cells of a row or column are allowed, and how many could be asked.
    pub(crate) fn count(&self, side: Side, place: usize) -> (usize, usize) {
        let width = self.columns.list.len();
        let cells = match side {
            Side::Rows => self.cells.iter().skip(place * width).step_by(1).take(width),
            Side::Columns => {
                let cells = self.cells.iter().skip(place);
                cells.step_by(width.max(1)).take(self.rows.list.len())
            }
        };
        let answers = cells.filter_map(|cell| cell.answer);
        let asked = answers.filter(|answer| *answer != Answer::NotAskable);
        asked.fold((0, 0), |(allowed, all), answer| {
            (allowed + usize::from(answer == Answer::Allowed), all + 1)
        })
    }

    /// What a side is made of.
    pub(crate) fn axis(&self, side: Side) -> Axis {
        let [rows, columns] = self.axes;
        match side {
            Side::Rows => rows,
            Side::Columns => columns,
        }
    }

    /// Who asks in a cell.
    pub(crate) fn caller(&self, cell: usize) -> Option<&Head> {
        let place = self.ask(cell)?.caller;
        let mut sides = Side::BOTH.into_iter();
        match sides.find(|side| self.axis(*side) == Axis::Callers) {
            Some(side) => self.heads(side).list.get(place),
            None => Some(&self.third),
        }
    }

    /// Takes over the answers of an older table, to be shown as stale.
    fn keep(&mut self, old: &Table) {
        let places = |heads: &Heads| -> BTreeMap<String, usize> {
            let heads = heads.list.iter().enumerate();
            heads
                .map(|(place, head)| (head.id.clone(), place))
                .collect()
        };
        let (rows, columns) = (places(&old.rows), places(&old.columns));
        let was = |places: &BTreeMap<String, usize>, heads: &Heads| -> Vec<Option<usize>> {
            let heads = heads.list.iter();
            heads.map(|head| places.get(&head.id).copied()).collect()
        };
        let (rows, columns) = (was(&rows, &self.rows), was(&columns, &self.columns));
        let pairs = rows
            .iter()
            .flat_map(|row| columns.iter().map(move |column| (row, column)));
        for (cell, (row, column)) in self.cells.iter_mut().zip(pairs) {
            if let (Some(row), Some(column)) = (row, column) {
                let held = old.cells.get(old.cell(*row, *column));
                *cell = held.copied().unwrap_or_default();
            }
        }
    }

    /// Finds the cells that saved requests expect something of.
    fn expect(&mut self, model: &Model) {
        let scenario = model.scenario();
        let judged = scenario.saved.iter();
        let judged = judged.filter_map(|saved| {
            let cell = self.place_of(&saved.request)?;
            Some((cell, saved.expected?))
        });
        self.expected = judged.collect();
    }

    /// The cell that asks exactly this.
    pub(crate) fn place_of(&self, request: &RequestSpec) -> Option<usize> {
        let parts = &self.parts;
        let is_caller = |spec: &RequestSpec| {
            spec.caller == request.caller
                && spec.context == request.context
                && spec.endpoint == request.endpoint
        };
        let caller = parts.callers.iter().position(is_caller)?;
        let is_asked = |asked: &Asked| asked.name.eq_ignore_ascii_case(&request.action);
        let action = parts.actions.iter().position(is_asked)?;
        let is_named =
            |named: &Named| named.arn == request.resource && named.owner == request.owner;
        let resource = parts.resources.iter().position(is_named)?;
        let place = |axis: Axis| match axis {
            Axis::Callers => caller,
            Axis::Actions => action,
            Axis::Resources => resource,
        };
        let [row, column] = self.axes.map(place);
        let cell = self.cell(row, column);
        (self.ask(cell)?.resource == Some(resource)).then_some(cell)
    }

    /// The resource that a column's action is asked on in place of the chosen one.
    pub(crate) fn asked_on(&self, axis: Axis, place: usize) -> Option<&str> {
        let Thing::Resource(chosen) = &self.third.thing else {
            return None;
        };
        let asked = self
            .parts
            .actions
            .get(place)
            .filter(|_| axis == Axis::Actions)?;
        let named = self.parts.resources.get(asked.resource?)?;
        (named.arn != chosen.arn).then_some(&named.arn)
    }

    /// What a cell asks.
    fn ask(&self, cell: usize) -> Option<Ask> {
        let width = self.columns.list.len();
        let places = [cell.checked_div(width)?, cell.checked_rem(width)?];
        let place = |wanted: Axis| {
            let sides = self.axes.iter().zip(places);
            let mut sides = sides.filter(|(axis, _)| **axis == wanted);
            sides.next().map(|(_, place)| place)
        };
        let action = place(Axis::Actions).unwrap_or(0);
        let of_action = || self.parts.actions.get(action)?.resource;
        Some(Ask {
            caller: place(Axis::Callers).unwrap_or(0),
            action,
            resource: place(Axis::Resources).or_else(of_action),
        })
    }

    /// The request of a cell, or why it cannot be asked.
    pub(crate) fn request(&self, model: &Model, cell: usize) -> Result<RequestSpec, String> {
        let gone = || "This cell is gone.".to_owned();
        let ask = self.ask(cell).ok_or_else(gone)?;
        let asked = self.parts.actions.get(ask.action).ok_or_else(gone)?;
        let Some(resource) = ask.resource else {
            let third = &self.third.name;
            return Err(format!(
                "{} does not apply to {third}, and the scenario has no resource of its kind. Add one \
                 to an account, or choose another resource.",
                asked.name
            ));
        };
        let named = self.parts.resources.get(resource).ok_or_else(gone)?;
        if !Known::new(model, self).takes(ask.action, &named.arn) {
            let known = model.catalog().and_then(|all| all.action(&asked.name));
            let why = match known.is_some_and(|known| known.takes_no_resource()) {
                true => "has no resource: ask it on *".to_owned(),
                false => format!("does not apply to {}", view::matrix::short(&named.arn)),
            };
            return Err(format!("{} {why}.", asked.name));
        }
        let caller = self.parts.callers.get(ask.caller).ok_or_else(gone)?;
        Ok(RequestSpec {
            action: asked.name.clone(),
            resource: named.arn.clone(),
            owner: named.owner,
            ..caller.clone()
        })
    }
}

impl Parts {
    fn new(model: &Model, rows: &Heads, columns: &Heads, third: &Head) -> Parts {
        let request = &model.scenario().request;
        let mut parts = Parts::default();
        let heads = rows.list.iter().chain(&columns.list).chain([third]);
        for head in heads {
            match &head.thing {
                Thing::Caller(caller) => parts.callers.push(RequestSpec {
                    caller: caller.clone(),
                    ..request.clone()
                }),
                Thing::Action(name) => parts.actions.push(Asked {
                    action: Action::new(name),
                    name: name.clone(),
                    resource: None,
                }),
                Thing::Resource(named) => parts.resources.push(named.clone()),
            }
        }
        if let Thing::Resource(named) = &third.thing {
            parts.fit(model, named);
        }
        let (built, scenario) = (model.evaluation().built(), model.scenario());
        let targets = parts.resources.iter();
        let targets = targets.map(|named| built.target(scenario, &named.arn, named.owner));
        parts.targets = targets.collect();
        parts
    }

    /// Finds a resource for each action: the chosen one, or one of the kind that it takes.
    fn fit(&mut self, model: &Model, chosen: &Named) {
        for asked in &mut self.actions {
            let known = model.catalog().and_then(|all| all.action(&asked.name));
            let arn = match known {
                Some(known) if !takes(known, &chosen.arn) => adapted(model, known, &chosen.arn),
                Some(_) | None => Some(chosen.arn.clone()),
            };
            asked.resource = arn.map(|arn| {
                let held = self.resources.iter().position(|named| named.arn == arn);
                held.unwrap_or_else(|| {
                    self.resources.push(Named { arn, owner: None });
                    self.resources.len() - 1
                })
            });
        }
    }
}

/// The places of a side in the order they are shown.
fn order(model: &Model, table: &Table, side: Side) -> Vec<usize> {
    let heads = &table.heads(side).list;
    let mut places: Vec<usize> = (0..heads.len()).collect();
    match model.matrix.side(side).order {
        Order::Given => {}
        Order::Name => places.sort_by_cached_key(|place| {
            let head = heads.get(*place);
            head.map(|head| (head.name.to_lowercase(), head.note.clone()))
        }),
        Order::Allowed => {
            places.sort_by_cached_key(|place| std::cmp::Reverse(table.count(side, *place).0));
        }
    }
    places
}
