//! Edits of a scenario. Each is refused where AWS would refuse it, with AWS's reason and the way
//! out; a refused edit has changed nothing.
//!
//! What concerns AWS's names: users, groups and policies may be renamed as AWS permits it.
//! Renaming a role or resource, which AWS does not permit, stands for making it afresh with the
//! same contents. Texts of policies are never changed along with a name, as in AWS.
//!
//! Not responsible for undo or for what is selected (`workbench`).

mod attachment;
mod details;
mod endpoint;
mod identity;
mod membership;
mod organization;
mod policy;
mod refusal;

pub use attachment::{
    RCPS, SCPS, Target, attach, can_attach, can_detach, detach, detach_from, quota, takes,
};
pub use details::{set_longest_session, set_path, set_tags};
pub use endpoint::{add_endpoint, delete_endpoint, rename_endpoint, set_vpc};
pub use identity::{
    add_group, add_resource, add_role, add_user, can_join_group, delete_group, delete_resource,
    delete_role, delete_user, join_group, leave_group, rename_group, rename_resource, rename_role,
    rename_user,
};
pub use membership::{
    add_account_outside, can_hand_over, can_join, create_organization, hand_over, join, leave,
};
pub use organization::{
    add_account, add_ou, can_move, delete_ou, move_node, remove_account, rename_account, rename_ou,
    switch_node,
};
pub use policy::{add_policy, delete_policy, edit_policy, rename_policy, switch_policy};
pub use refusal::Refusal;
