// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "base/problems.h"
#include "base/progress.h"
#include "secrets/sightings.h"
#include "secrets/text_matcher.h"
#include "source/source.h"

namespace squire::secrets {

struct VisitOptions {
    unsigned decode_depth = 2;  // encodings within encodings
    unsigned archive_depth = 2; // archives within archives; 0: archives are not opened
    bool reveal = false;        // secrets as they are in the evidence
};

/// Looks at each text of a source: its bytes, what is encoded in them, and what is in it where it is an archive. Collects sightings by thread.
class SecretVisitor final : public source::TextVisitor {
public:
    SecretVisitor(const RuleBook& book, const VisitOptions& options, unsigned workers, Problems& problems, const Cancellation& cancellation);
    ~SecretVisitor() override;

    std::unique_ptr<const source::Memory> visit(const source::Text& text, unsigned worker) override;

    /// One rule on a blob that was found to stand at a path it is about (RuleBook::untriggered with a path).
    void visit_for_rule(const source::ObjectId& blob, std::string_view bytes, std::uint32_t rule);

    /// A rule about paths alone, for a blob that stands at such a path.
    void note_path(const source::ObjectId& blob, std::uint32_t rule);

    /// Everything that was seen, by all threads; the visitor is empty afterwards.
    [[nodiscard]] Sightings take();

private:
    class Worker;
    std::vector<std::unique_ptr<Worker>> workers_;
};

} // namespace squire::secrets
