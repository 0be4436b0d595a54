// SPDX-License-Identifier: MIT
#include "cli/fix_check_command.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/counted.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/desk.h"
#include "cli/help.h"
#include "fix/gate.h"
#include "formats/json_writer.h"
#include "records/fix_facts.h"
#include "scan/secret_rules.h"
#include "secrets/redactor.h"
#include "secrets/secret_check.h"
#include "source/provenance.h"
#include "workspace/workspace.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestText = 1U << 20U;

struct Arguments {
    std::string branch, repository, base, text, offer, project;
    std::string format = "text";
};

/// Where the branch is, and what the project is called there.
struct Place {
    fs::path repository;
    std::string address;
};

Result<Place> place_of(const Arguments& arguments) {
    const auto workspace = workspace::find_workspace(fs::current_path());
    if (!workspace) return std::unexpected(workspace.error());
    Place place{.repository = !arguments.repository.empty() ? fs::path(arguments.repository)
                              : *workspace                  ? (*workspace)->sandbox()
                                                            : fs::current_path(),
                .address = *workspace && arguments.repository.empty() ? (*workspace)->settings.project_source : ""};
    if (place.address.empty())
        if (const auto provenance = source::provenance_of(place.repository)) place.address = provenance->repository;
    return place;
}

Result<std::optional<std::string>> text_in(const std::string& file) {
    if (file.empty()) return std::nullopt;
    auto text = read_file(file, kLargestText);
    if (!text) return std::unexpected(std::move(text.error()));
    return to_utf8(*text);
}

/// The offer that was named, or the one that the store has of the branch; nothing where none is known.
Result<std::optional<records::KeptOffer>> offer_of(const Arguments& arguments, Desk* desk) {
    if (!arguments.offer.empty()) {
        const auto text = read_file(arguments.offer, 4 * kLargestText);
        if (!text) return std::unexpected(text.error());
        auto offer = records::read_offer(*text);
        if (!offer) {
            offer.error().place = arguments.offer + offer.error().place;
            return std::unexpected(std::move(offer.error()));
        }
        return std::optional(std::move(*offer));
    }
    if (desk == nullptr) return std::nullopt;
    auto kept = records::find_offer(desk->store, arguments.branch);
    if (kept) return std::optional(std::move(*kept));
    if (kept.error().kind == ErrorKind::not_found) return std::nullopt;
    return std::unexpected(std::move(kept.error()));
}

records::Dealings dealings_of(const Arguments& arguments, const std::string& address, Desk& desk, Time now) {
    Result<std::string> project =
        arguments.project.empty() ? records::project_at(desk.program, address) : Result<std::string>(arguments.project);
    if (!project) return {.no_consent = std::move(project.error())};
    return records::dealings_with(desk.program, *project, now);
}

std::string as_text(const std::vector<fix::Refusal>& refusals, const std::string& branch) {
    if (refusals.empty()) return fmt::format("{} may be sent: no rule refuses it.\n", printable(branch));
    std::string text;
    for (const fix::Refusal& refusal : refusals) {
        text += fmt::format("{}: {}{}{}\n", to_string(refusal.rule), printable(refusal.place), refusal.place.empty() ? "" : ": ",
                            printable(refusal.what));
        text += fmt::format("    {}; {}\n", meaning_of(refusal.rule), printable(refusal.next));
    }
    return text + fmt::format("{} is not to be sent: {}.\n", printable(branch), counted(refusals.size(), "refusal"));
}

std::string as_json(const std::vector<fix::Refusal>& refusals, const Arguments& arguments, const fix::GateFacts& facts) {
    formats::JsonWriter json;
    {
        const formats::JsonObject object(json);
        json.member("branch", std::string_view(arguments.branch));
        json.member("commit", std::string_view(facts.change.id));
        json.member("base", std::string_view(facts.change.base));
        json.member("may_be_sent", refusals.empty());
        const formats::JsonArray list(json, "refusals");
        for (const fix::Refusal& refusal : refusals) {
            const formats::JsonObject each(json);
            json.member("rule", to_string(refusal.rule));
            json.member_unless_empty("place", refusal.place);
            json.member("what", std::string_view(refusal.what));
            json.member("meaning", meaning_of(refusal.rule));
            json.member("next", std::string_view(refusal.next));
        }
    }
    return json.take();
}

int check(const Arguments& arguments, Environment& environment) {
    const auto place = place_of(arguments);
    if (!place) return failed(environment, place.error());
    auto text = text_in(arguments.text);
    if (!text) return failed(environment, text.error());
    const auto desk = Desk::open(environment, "");
    if (!desk && desk.error().kind != ErrorKind::not_found) return failed(environment, desk.error());
    auto offer = offer_of(arguments, desk ? desk->get() : nullptr);
    if (!offer) return failed(environment, offer.error());
    records::Dealings dealings =
        desk ? dealings_of(arguments, place->address, **desk, environment.clock.now()) : records::Dealings{.no_consent = desk.error()};
    if (desk && (*desk)->program.failure()) return failed(environment, *(*desk)->program.failure());
    Problems ignored; // of our own rules: there are none
    auto rules = scan::secret_rules_for({}, std::nullopt, ignored); // the project's own could allow what nobody else would
    if (!rules) return failed(environment, rules.error());
    const auto book = secrets::RuleBook::make(std::move(*rules), cache_folder(), ignored);
    if (!book) return failed(environment, book.error());
    secrets::SecretCheck check_secret(*book);
    const auto holds_secret = [&](std::string_view shown) { return check_secret(shown); };
    const auto facts = records::gather_facts({.repository = place->repository,
                                              .branch = arguments.branch,
                                              .base = arguments.base,
                                              .offer = std::move(*offer),
                                              .text = std::move(*text)},
                                             std::move(dealings), holds_secret, environment.clock.now());
    if (!facts) return failed(environment, facts.error());
    std::vector<fix::Refusal> refusals = fix::refusals(*facts);
    secrets::Redactor redact(*book);
    for (fix::Refusal& refusal : refusals) // which quote what they refuse
        for (std::string* shown : {&refusal.place, &refusal.what})
            if (holds_secret(*shown)) *shown = redact(*shown);
    environment.out << (arguments.format == "json" ? as_json(refusals, arguments, *facts) : as_text(refusals, arguments.branch));
    return refusals.empty() ? kClean : kFindings;
}

} // namespace

void add_fix_check(CLI::App& fix, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = fix.add_subcommand("check", "Say whether a branch may be sent to its project, and what speaks against it");
    command->add_option("BRANCH", arguments->branch, "The branch, or the id of an offer's commit")->required();
    command
        ->add_option("--repository", arguments->repository, "Where the branch is; without it, the workspace's sandbox clone, or where you are")
        ->type_name("DIR");
    command->add_option("--base", arguments->base, "The branch that it goes to, where it is not the project's own")->type_name("BRANCH");
    command->add_option("--text", arguments->text, "The description as it is to be sent, where it was edited")->type_name("FILE");
    command->add_option("--offer", arguments->offer, "The offer, where no workspace has it: offer.json")->type_name("FILE");
    command->add_option("--project", arguments->project, "The project's id in the program; without it, the one at the repository's address")
        ->type_name("ID");
    command->add_option("-f,--format", arguments->format, "text or json")
        ->check(one_of({"text", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    command->footer("Each refusal names its rule, the place, and what to do; docs/fix.md explains the rules.\n"
                    "Examples:\n  squire fix check fix/update-lodash\n  squire fix check fix/update-lodash --text description.md --format json\n"
                    "Exit codes: 0 it may be sent; 1 refused; 2 wrong usage.");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return check(*arguments, environment); }; });
}

} // namespace squire::cli
