// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "bugreport/oracle.h"
#include "rules/secret_rule.h"

namespace squire::bugreport {

struct SecretQuestion {
    rules::SecretRules rules; // all of a scan: a composite rule needs others, and an allowlist may be for all
    std::string rule; // id of the one that reports
    bool reported = true; // false: that it does not, although the place stays as it is
};

/// In-process: the rule's regex, keywords and entropy, allowlists, comments that allow, and what tells a secret from noise (secrets/judge.h). The place is
/// the secret, and stays. Secrets that are encoded or in archives are not seen. Errors: no such rule (not_found), one about paths (unsupported).
[[nodiscard]] Result<std::unique_ptr<Oracle>> make_secret_oracle(SecretQuestion question, unsigned workers);

/// The secret that the rule sees in the place, or on its lines: where it begins and ends. An error (not_found) where it sees none there.
[[nodiscard]] Result<Place> place_of_secret(const Input& input, const SecretQuestion& question);

/// The input with the secret replaced, wherever it stands, by an invented one of the same shape that passes the same checks: characters of the
/// same kinds in the same places, the prefix as long as the rule insists on it, a checksum that holds. The same for the same input. An error
/// (unsupported) where no such text is found: the input must not be shown then.
[[nodiscard]] Result<Input> with_invented_secret(const Input& input, const SecretQuestion& question);
[[nodiscard]] Result<Input> with_invented_secret(const Input& input,
                                                 Oracle& oracle); // the place is the secret; what the oracle says of it is kept

} // namespace squire::bugreport
