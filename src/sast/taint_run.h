// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "sast/flow_shape.h"
#include "sast/function_table.h"
#include "sast/taint.h"
#include "sast/taint_environment.h"
#include "sast/taint_marks.h"

namespace squire::sast {

/// The abstract run of one file for one rule.
class TaintRun {
public:
    TaintRun(const rules::Taint& taint, const rules::SastOptions& options, const TaintMatches& matches, const Metavariables& metavariables,
             const SourceFile& file, Budget& budget);

    [[nodiscard]] TaintResult run();

private:
    using NodeId = syntax::NodeId;

    static constexpr std::uint16_t kOfArgument = 0xFFFF; // the label of what flows in by a parameter: whatever the argument's is

    struct Trace {
        NodeId node = syntax::kNoNode;
        std::uint32_t before = 0; // 0: none
    };
    /// A sink that parameters reach.
    struct Reach {
        std::uint16_t entry = 0;
        std::uint32_t match = 0;
        TaintSet taint;
    };
    struct Summary {
        enum class State : std::uint8_t { unknown, running, done } state = State::unknown;
        TaintSet returned;
        std::vector<Reach> reaches;
    };
    /// What is gathered while one function runs.
    struct Frame {
        std::uint32_t function = 0; // kWholeFile: the code outside of functions
        TaintSet returned;
        std::vector<std::vector<TaintEnvironment>> left; // by break and continue, for each loop and switch around
    };
    static constexpr std::uint32_t kWholeFile = 0xFFFFFFFF;

    // statements and expressions (taint_run.cpp)
    TaintSet value(NodeId id, TaintEnvironment& environment);
    TaintSet unmarked(NodeId id, TaintEnvironment& environment);
    TaintSet children(NodeId id, TaintEnvironment& environment);
    TaintSet choice(NodeId id, TaintEnvironment& environment);
    TaintSet loop(NodeId id, TaintEnvironment& environment);
    TaintSet alternatives(NodeId id, TaintEnvironment& environment);
    TaintSet attempt(NodeId id, TaintEnvironment& environment);
    TaintSet leave(NodeId id, TaintEnvironment& environment);
    TaintSet assignment(NodeId id, TaintEnvironment& environment);
    TaintSet augmented(NodeId id, TaintEnvironment& environment);
    TaintSet member(NodeId id, TaintEnvironment& environment);
    TaintSet index(NodeId id, TaintEnvironment& environment);
    TaintSet literal_function(NodeId id, TaintEnvironment& environment);
    void assign(NodeId target, const TaintSet& taint, TaintEnvironment& environment);
    void assign_from(NodeId target, NodeId right, const TaintSet& taint, TaintEnvironment& environment);
    void bind_loop_variables(NodeId id, TaintEnvironment& environment);
    [[nodiscard]] bool has_alternatives(NodeId id) const;
    [[nodiscard]] std::optional<Lvalue> lvalue(NodeId id) const;

    // calls (taint_calls.cpp)
    TaintSet call(NodeId id, TaintEnvironment& environment);
    [[nodiscard]] std::optional<std::string_view> key_of(NodeId call, std::string_view method) const;
    TaintSet from_summary(std::uint32_t function, NodeId call, const std::vector<std::pair<std::string, TaintSet>>& arguments);
    TaintSet with_arguments(const TaintSet& taint, std::uint32_t function, NodeId call,
                            const std::vector<std::pair<std::string, TaintSet>>& arguments);
    const Summary& summary_of(std::uint32_t function);
    void run_function(std::uint32_t function, TaintEnvironment environment, Summary& summary);
    void bind_parameters(const FunctionInFile& function, const std::vector<TaintSet>& values, TaintEnvironment& environment);
    TaintSet lambda(std::uint32_t function, const std::vector<TaintSet>& arguments, TaintEnvironment& environment);

    // what the rule says of nodes (taint_rule.cpp)
    void apply_marks(NodeId id, TaintSet& taint, TaintEnvironment& environment);
    void at_source(const TaintMark& mark, NodeId id, TaintSet& taint, TaintEnvironment& environment);
    void at_sink(const TaintMark& mark, NodeId id, const TaintSet& taint, const TaintEnvironment& environment);
    void report(std::uint16_t entry, std::uint32_t match, const TaintSet& taint, NodeId sink);
    [[nodiscard]] bool needs_are_met(const rules::TaintSink& sink, const Match& match) const;
    [[nodiscard]] bool reaches_exit(NodeId id) const;
    [[nodiscard]] std::optional<Match> joined(const Match& source, const Match& sink) const;
    [[nodiscard]] const Match& source_of(const TaintItem& item) const;
    std::uint16_t label_number(const std::string& label);
    std::uint32_t step(NodeId node, std::uint32_t before);
    std::uint32_t continue_trace(std::uint32_t first, NodeId call, std::uint32_t then);
    TaintSet stepped(const TaintSet& taint, NodeId node);

    const rules::Taint& taint_;
    const rules::SastOptions& options_;
    const TaintMatches& matches_;
    const Metavariables& metavariables_;
    const SourceFile& file_;
    const syntax::Tree& tree_;
    Budget& budget_;
    FlowShapes shapes_;
    FunctionTable functions_;
    TaintMarks marks_;
    std::vector<std::pair<std::uint16_t, std::uint32_t>> origins_; // entry and match of each source
    std::unordered_map<std::uint64_t, std::int32_t> origin_of_;
    std::vector<std::string> labels_;
    std::vector<Trace> traces_;
    std::vector<Summary> summaries_;
    std::vector<Frame> frames_;
    TaintEnvironment outside_; // what holds outside of functions, once that has run
    std::unordered_map<NodeId, TaintSet> noted_; // values that propagators and sinks with several requirements ask for
    TaintSet gathered_; // of the call that was run last: all that flowed into it
    std::map<std::pair<std::uint32_t, std::uint32_t>, TaintFinding> found_; // by place
    std::uint32_t depth_ = 0;
    std::uint32_t too_deep_ = 0;
};

} // namespace squire::sast
