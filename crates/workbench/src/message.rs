//! Everything a person can mean on the page, and what the browser reports. A drag, a menu entry
//! and a key that do the same thing send the same message (invariant I10).

use crate::drag::{Dragged, Zone};
use crate::evaluation::Look;
use crate::image::{ImageFormat, Picture, Shade};
use crate::item::Item;
use crate::knowledge::DataFile;
use crate::matrix::MatrixMessage;
use crate::path_key::{CheckKey, GateKey, StatementKey};
use crate::share::Share;
use crate::steps::Step;
use crate::tree_keys::TreeKey;
use crate::works::Works;
use iam::{AccountId, PolicyKind};
pub use scenario::report::Format as TestFormat;
use scenario::{CallerSpec, ContextValue, Credentials, Expectation, NodeRef, PolicyRef};

/// An intent or a report.
#[derive(Clone, PartialEq, Debug)]
pub enum Message {
    /// Call the scenario something else.
    SetTitle(String),

    /// Hang a node under another parent.
    MoveNode {
        /// The OU or account.
        node: NodeRef,
        /// The root or an OU.
        parent: NodeRef,
    },
    /// Make an OU under a parent.
    AddOu {
        /// The root or an OU.
        parent: NodeRef,
        /// Its name.
        name: String,
    },
    /// Make an account under a parent.
    AddAccount {
        /// The root or an OU; none for an account that belongs to no organization.
        parent: Option<NodeRef>,
        /// Its name.
        name: String,
        /// Its twelve digits, as typed.
        id: String,
    },
    /// Make an organization whose management account is this one.
    CreateOrganization(AccountId),
    /// Take an account into the organization, under the root or an OU.
    Join(AccountId, NodeRef),
    /// Take an account out of the organization; it goes on on its own.
    Leave(AccountId),
    /// Give a resource to another account.
    HandOver {
        /// The account that owns it.
        from: AccountId,
        /// Its ARN.
        arn: String,
        /// The account that gets it.
        to: AccountId,
    },
    /// Make something in an account.
    AddTo {
        /// The account.
        account: AccountId,
        /// What.
        thing: Thing,
        /// Its name, or a resource's ARN.
        name: String,
    },
    /// Set what an item is known by beside its name.
    SetDetails(Item, Details),
    /// Put a user into a group.
    JoinGroup(AccountId, String, String),
    /// Take a user out of a group.
    LeaveGroup(AccountId, String, String),
    /// Call an item something else.
    Rename(Item, String),
    /// Take an item out of the scenario.
    Delete(Item),
    /// Attach a policy where its kind goes.
    Attach(PolicyRef, Item),
    /// Detach a policy.
    Detach(PolicyRef, Item),
    /// Remember an OU or account to be moved by `Paste`.
    Cut(Item),
    /// Move what was cut under this item.
    Paste(Item),

    /// Select a row of the tree.
    Select(Item),
    /// Open or close a row of the tree.
    ToggleRow(Item),
    /// A key was pressed in the tree.
    TreeKey(TreeKey),
    /// Show only the rows whose name or id holds this; all of them where it is empty.
    FilterTree(String),
    /// Show all rows again and go on at the selected one.
    EndSearch,

    /// Something is being dragged.
    DragStart(Dragged),
    /// It is over a part of a row.
    DragOver(Item, Zone),
    /// It is over no row any more.
    DragLeave,
    /// It was let go where it is.
    Drop,
    /// The drag was broken off.
    DragCancel,

    /// Set a policy aside for a trial, or let it take part again.
    SwitchPolicy(PolicyRef),
    /// The same with the policies on a node.
    SwitchNode(NodeRef),
    /// Let everything take part again.
    SwitchAllOn,

    /// Show a policy in the editor.
    OpenPolicy(PolicyRef),
    /// Take a policy out of the open ones.
    ClosePolicy(PolicyRef),
    /// The text of a policy changed under the user's hands.
    EditPolicy(PolicyRef, String),
    /// Make a policy and open it.
    NewPolicy(PolicyKind, String),
    /// Make a policy, attach it to an item, and open it.
    NewPolicyFor(Item, PolicyKind, String),
    /// Make a policy with this text and open it.
    AddPolicy(PolicyKind, String, String),
    /// Call a policy something else.
    RenamePolicy(PolicyRef, String),
    /// Take a policy out of the library.
    DeletePolicy(PolicyRef),
    /// The cursor of the open policy's editor moved; a UTF-16 offset.
    CursorMoved(u32),
    /// Show a place of the open policy; UTF-16 offsets.
    RevealFinding(u32, u32),

    /// Somebody else asks.
    SetCaller(CallerSpec),
    /// A user's requests are signed with something else.
    SetCredentials(Credentials),
    /// The calling service or identity provider is another one.
    SetCallerName(String),
    /// A session was made otherwise: the caller's (0), its maker's (1), and so on.
    EditSession(usize, SessionEdit),
    /// The caller assumes a role and asks as its session.
    AssumeRole(AccountId, String),
    /// The caller asks as whoever it was before it assumed the role.
    LeaveRole,
    /// A session so many makers back was made by somebody else, or nobody asks by whom.
    SetMaker(usize, Option<CallerSpec>),
    /// The task of a root session is another one.
    SetTask(Option<PolicyRef>),
    /// The task is one of AWS's, by the name of its policy.
    TakeTask(&'static str),
    /// Look at a request whose session AWS STS refuses as if the session were there, or as AWS.
    SetLook(Look),
    /// Open or close a part of a step of the role chain.
    ToggleStep(usize, StepPart),
    /// Open or close a gate of a step.
    ToggleStepGate(CheckKey, GateKey),
    /// Look for something in the dialog.
    Search(String),
    /// Something was typed or pasted to fill the request from.
    TypePasted(String),
    /// Fill the request from it.
    FillRequest(Lacking),
    /// The request travels through this VPC endpoint, or through none.
    SetEndpoint(Option<String>),
    /// Another action is asked for.
    SetAction(String),
    /// On another resource.
    SetResource(String),
    /// That belongs to another account.
    SetOwner(Option<AccountId>),
    /// Ask one of the requests that were typed at once, by its place.
    AskBatch(usize),
    /// Offer to complete what is typed into a field.
    Complete(Completing),
    /// Offer nothing more.
    EndCompletion,
    /// Put a text on offer into a field; its first open place is selected.
    Take(Field, String),
    /// Select the open place of the resource at this place of the list.
    FillIn(usize),
    /// Set a context key by hand; several values are separated by line breaks or commas.
    SetContextKey(String, String),
    /// Say that nobody knows what a context key holds.
    SetContextUnknown(String),
    /// Say that a context key is not in the request.
    SetContextAbsent(String),
    /// Take back what was set by hand.
    ResetContextKey(String),
    /// Ask what a saved request asks, by its place.
    AskSaved(usize),

    /// Open the drawer of saved requests, or close it.
    ShowTests(bool),
    /// Save the current request.
    SaveRequest {
        /// A name that no other saved request has.
        name: String,
        /// What it should get.
        expected: Option<Expectation>,
    },
    /// Let the saved request at a place ask what the present one asks.
    UpdateSaved(usize),
    /// Expect something else of it.
    ExpectSaved(usize, Option<Expectation>),
    /// Call it something else.
    RenameSaved(usize, String),
    /// Take it off the list.
    DeleteSaved(usize),
    /// Put it at another place of the list.
    MoveSaved {
        /// Where it is.
        from: usize,
        /// Where it goes.
        to: usize,
    },
    /// Compare from now on with the scenario as it is.
    PinBaseline,
    /// Compare no more.
    DropBaseline,
    /// Write the saved requests with their results into a file.
    ExportTests(TestFormat),

    /// Something with the matrix.
    Matrix(MatrixMessage),

    /// Open or close a gate of the decision path.
    ToggleGate(GateKey),
    /// Show all statements of a gate's policies, or only those that matter.
    ToggleAllStatements(GateKey),
    /// The pointer or the focus came to a statement card, or left it.
    HoverStatement(Option<StatementKey>),
    /// Show a statement in the editor.
    RevealStatement(StatementKey),

    /// Walk along the decision path.
    Step(Step),
    /// Copy the decision path.
    CopyPath(PathFormat),
    /// Show the changes that would turn the answer around, or hide them.
    ShowWhatIf(bool),
    /// Carry out the change at a place of that list.
    TryChange(usize),

    /// Take the last step back.
    Undo,
    /// Take it again.
    Redo,
    /// Nothing has happened for a moment.
    Settled,

    /// Begin with an organization that holds nothing but its management account.
    NewScenario,
    /// Open an example by its id.
    OpenExample(String),
    /// Show the examples to choose from.
    ShowGallery,
    /// The list of examples came, or did not.
    GalleryCame(Option<String>),
    /// The example of an id came, or did not.
    ExampleCame(String, Option<String>),
    /// Show what the author says about the scenario, or hide it.
    ShowAbout(bool),
    /// Hides what a first visit is told to try.
    HideTry,
    /// Something with the scenarios that the browser keeps.
    Works(Works),
    /// A link was opened: the fragment of the address, without `#`.
    OpenLink(String),
    /// A file was chosen, or dropped on the page.
    OpenFile(File),
    /// Write the work into a file.
    Export,
    /// Write a picture of what is on the page into a file.
    ExportImage(Picture, ImageFormat, Shade),
    /// The browser could not turn a picture into pixels.
    ImageFailed,
    /// Print the scenario.
    Print,
    /// The page is about to be printed, or was.
    ShowPrint(bool),
    /// Something about sharing the work.
    Share(Share),
    /// Keep the work at once, and put its link into the address bar.
    Keep,

    /// Show the effective policies of an item, where any reach it.
    ShowEffective(Item),
    /// A table that lies beside the page came, or it did not.
    Fetched(DataFile, Option<String>),
    /// Fetch a table that lies beside the page, unless it is there or on its way.
    Fetch(DataFile),
    /// Add a policy that AWS wrote to the library, by its name.
    AddManagedPolicy(String),
    /// Copy a policy, so that the copy can be changed.
    CopyPolicy(PolicyRef),

    /// Show a dialog, or close it.
    ShowDialog(Option<Dialog>),
    /// Bring a part of the page to the front where there is no room for all.
    ShowPane(Pane),
    /// Light, dark, or as the system has it.
    SetTheme(Theme),
    /// The browser would not keep the work.
    StorageFailed(StorageFailure),
    /// A newer version of the page is ready.
    NewVersion,
    /// Go on with the newer version.
    LoadNewVersion,
    /// Close the notice at a place of the list.
    DismissNotice(usize),
}

/// What to do with a pasted caller that the scenario lacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lacking {
    /// Make the user or role.
    Add,
    /// Ask as somebody without policies.
    Leave,
}

/// A part of a step of the role chain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum StepPart {
    /// The gates of its permissions.
    Path,
    /// What is passed with the call.
    Passed,
}

/// A field that completes what is typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The action.
    Action,
    /// The resource.
    Resource,
    /// The name of a condition key to be added.
    ConditionKey,
}

/// What is typed into a field that completes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completing {
    /// The field.
    pub field: Field,
    /// All that stands in it.
    pub text: String,
    /// Where the cursor is, in UTF-16.
    pub cursor: u32,
    /// Why something is offered.
    pub because: Because,
}

/// Why something is offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// Something was typed: what fits it.
    Typed,
    /// The list was asked for: everything.
    Asked,
}

/// What was passed when a session was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SessionEdit {
    /// Its name.
    Name(String),
    /// Whether a policy is passed.
    Policy(PolicyRef, bool),
    /// A tag, new or with another value.
    Tag {
        /// The key, without regard to case.
        key: String,
        /// The value.
        value: String,
    },
    /// A tag is not passed.
    RemoveTag(String),
    /// Whether MFA was used.
    Mfa(bool),
    /// The source identity; empty for none.
    SourceIdentity(String),
    /// Whether sessions that this one makes have the tag, too.
    Transitive(String, bool),
    /// The external id that is passed; empty for none.
    ExternalId(String),
    /// How many seconds the session shall last; empty for the default.
    Duration(String),
    /// A condition key of the call, set by hand or left to AWS.
    Context(String, Option<ContextValue>),
}

/// A format of the decision path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PathFormat {
    /// Plain.
    Text,
    /// For issues and wikis.
    Markdown,
    /// What the command line prints.
    Json,
}

impl PathFormat {
    /// All of them with what the menu says.
    pub const ALL: [(PathFormat, &'static str); 3] = [
        (PathFormat::Text, "text"),
        (PathFormat::Markdown, "Markdown"),
        (PathFormat::Json, "JSON"),
    ];
}

/// What accounts hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    /// An IAM user.
    User,
    /// An IAM group.
    Group,
    /// An IAM role.
    Role,
    /// A resource.
    Resource,
    /// A VPC endpoint.
    Endpoint,
}

impl Thing {
    /// All of them.
    pub const ALL: [Thing; 5] = [
        Thing::User,
        Thing::Group,
        Thing::Role,
        Thing::Resource,
        Thing::Endpoint,
    ];

    /// What it is called.
    pub const fn word(self) -> &'static str {
        match self {
            Thing::User => "user",
            Thing::Group => "group",
            Thing::Role => "role",
            Thing::Resource => "resource",
            Thing::Endpoint => "VPC endpoint",
        }
    }

    /// The item of a name.
    pub fn item(self, account: AccountId, name: String) -> Item {
        match self {
            Thing::User => Item::User(account, name),
            Thing::Group => Item::Group(account, name),
            Thing::Role => Item::Role(account, name),
            Thing::Resource => Item::Resource(account, name),
            Thing::Endpoint => Item::Endpoint(account, name),
        }
    }
}

/// What an item is known by beside its name; what it does not have stays `None`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Details {
    /// The path of a user or role.
    pub path: Option<String>,
    /// The longest session of a role in seconds; empty for AWS's default.
    pub longest: Option<String>,
    /// The VPC of an endpoint.
    pub vpc: Option<String>,
    /// Tags, one on each line: key, `=` and value.
    pub tags: Option<String>,
}

/// A dialog of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Dialog {
    /// Choose where a node goes.
    MoveTo(Item),
    /// Show what the levels above a node let through.
    Effective(NodeRef),
    /// Choose a policy to attach.
    Attach(Item),
    /// Choose a policy to detach.
    Detach(Item),
    /// Type another name for an item.
    Rename(Item),
    /// Type the name of a new OU.
    NewOu(NodeRef),
    /// Type name and id of a new account.
    NewAccount(Option<NodeRef>),
    /// Type the name of something new in an account.
    NewIn(AccountId, Thing),
    /// Edit tags, path and the like of an item.
    Details(Item),
    /// Choose the groups of a user.
    Groups(AccountId, String),
    /// Type the name and choose the kind of a new policy.
    NewPolicy,
    /// Type the name and choose the kind of a new policy that is attached to an item.
    NewPolicyFor(Item),
    /// Choose a policy that AWS wrote.
    ManagedPolicies,
    /// Type another name for a policy.
    RenamePolicy(PolicyRef),
    /// Choose a role to assume.
    AssumeRole,
    /// Choose who asks.
    FindCaller,
    /// Choose who made a session so many makers back.
    FindMaker(usize),
    /// Fill the request from an error message or an event.
    Fill,
    /// The scenarios that the browser keeps.
    Works,
    /// Type another name for one of them, by its id.
    RenameWork(String),
    /// Choose the kind of a policy that came as a file: a name and the text.
    AddPolicy(String, String),
    /// Show the link.
    Share,
    /// Choose an example.
    Gallery,
    /// Show the keys.
    Keys,
    /// Tell what the page is made of.
    About,
}

/// A part of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pane {
    /// The tree and the library.
    Organization,
    /// The policies and the editor.
    Policy,
    /// The request, its verdict and its path.
    Request,
}

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Why the browser did not keep the work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StorageFailure {
    /// It keeps nothing for this page.
    Blocked,
    /// There is no room left.
    Full,
    /// There are as many scenarios as it keeps.
    TooMany,
}

/// So many scenarios are kept in one browser.
pub const MOST_WORKS: usize = 100;

/// What came of reading a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name; empty where it has none, such as a text from the clipboard.
    pub name: String,
    /// What is in it.
    pub content: FileContent,
}

/// What is in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileContent {
    /// A text.
    Text(String),
    /// More bytes than any scenario has, so that it was not read.
    TooLarge,
    /// Nothing that the browser could read.
    Unreadable,
}
