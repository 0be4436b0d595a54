// SPDX-License-Identifier: MIT
// The tables of each kind: data of this part, read through info_of().
#pragma once

#include "program/kind.h"

namespace squire::program {

const KindInfo& program_kind();
const KindInfo& person_kind();
const KindInfo& slot_kind();
const KindInfo& application_kind();
const KindInfo& review_kind();
const KindInfo& project_kind();
const KindInfo& internship_kind();
const KindInfo& goal_kind();
const KindInfo& checkin_kind();
const KindInfo& checkpoint_kind();
const KindInfo& contribution_kind();
const KindInfo& feedback_kind();
const KindInfo& alumnus_kind();
const KindInfo& page_kind();
const KindInfo& message_kind();

} // namespace squire::program
