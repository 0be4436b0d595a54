// SPDX-License-Identifier: MIT
#include "fix/redaction.h"

#include "fix/remediation.h"
#include "secrets/redact.h"
#include "secrets/secret_check.h"

namespace squire::fix {

std::string redacted(std::string_view text, const Proposal& proposal, secrets::Redactor& redact) {
    std::string made(text);
    for (const std::string& secret : proposal.secrets) {
        if (secret.empty()) continue;
        const std::string shown = secrets::redact(secret);
        for (std::size_t at = made.find(secret); at != std::string::npos; at = made.find(secret, at + shown.size()))
            made.replace(at, secret.size(), shown);
    }
    // A redactor takes out what only might be a secret, such as the name of the variable that comes in its place.
    return secrets::SecretCheck(redact.book())(made) ? redact(made) : made;
}

Result<std::string> shown_diff(const Proposal& proposal, secrets::Redactor& redact) {
    auto diff = diff_of(proposal.changes);
    if (!diff) return std::unexpected(diff.error());
    return redacted(*diff, proposal, redact);
}

} // namespace squire::fix
