// SPDX-License-Identifier: MIT
#include "journey/write_up_request.h"

#include "journey/journal.h"
#include "source/provenance.h"

namespace squire::journey {

collateral::GatherRequest write_up_request(const workspace::Workspace& workspace, const std::string& intern, const std::string& mentor) {
    const workspace::Settings& settings = workspace.settings;
    collateral::GatherRequest request{.project = settings.project_name,
                                      .address =
                                          source::public_address(settings.project_source), // a folder of this machine is nobody else's business
                                      .branch = settings.project_branch,
                                      .intern = intern,
                                      .mentor = mentor,
                                      .internship = {}};
    if (!intern.empty() && !mentor.empty()) return request;
    const Journal journal = Journal::read(workspace.root / workspace::kPrivateFolder / kJournalFile);
    if (request.intern.empty()) request.intern = journal.intern.empty() ? settings.person_name : journal.intern;
    if (request.mentor.empty()) request.mentor = journal.mentor;
    return request;
}

} // namespace squire::journey
