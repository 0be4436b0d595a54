// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "sast/taint_run.h"

namespace squire::sast {
namespace {

using namespace syntax;

constexpr std::size_t kMostNestedCalls = 24; // functions that are run because a call asks for them

// Methods that put what they are given into their object, in the libraries of all languages together.
constexpr auto kPutting =
    std::to_array<std::string_view>({"append", "add", "addAll", "push", "push_back", "emplace_back", "put", "putAll", "insert", "extend",
                                     "unshift", "concat!", "enqueue", "offer", "update", "write_string", "WriteString", "Append", "Add"});
// Methods that call the function they are given with what their object holds.
constexpr auto kPassing = std::to_array<std::string_view>(
    {"map",  "forEach", "each",   "filter", "reduce",          "flatMap",   "then",   "some",  "every",   "find",
     "sort", "collect", "select", "inject", "each_with_index", "ifPresent", "Select", "Where", "ForEach", "tap"});

bool is_one_of(std::string_view name, std::span<const std::string_view> names) { return std::ranges::find(names, name) != names.end(); }

} // namespace

TaintSet TaintRun::call(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion): bounded by kDeepest
    const NodeId function = tree_.child(id, kFunctionField);
    TaintSet of_object;
    std::optional<Lvalue> object;
    std::string_view name;
    if (function != kNoNode) {
        if (tree_[function].kind == kMemberKind) {
            of_object = value(function, environment); // of its object, and of the field that is called
            const NodeId holder = tree_.child(function, kObjectField);
            if (holder != kNoNode) object = lvalue(holder);
            if (const NodeId method = tree_.child(function, kMemberField); method != kNoNode) name = tree_.text(method);
        } else if (shapes_.of(tree_[function].kind) != FlowShape::function) {
            of_object = value(function, environment);
            if (tree_[function].leaf) name = tree_.text(function);
        }
    }
    std::vector<std::pair<std::string, TaintSet>> arguments; // named, or "" in order
    TaintSet of_arguments;
    for (const NodeId part : tree_.children(id)) {
        if (part == function) continue;
        const bool list = tree_[part].field == kArgumentsField;
        for (const NodeId argument : list && !tree_[part].leaf ? tree_.children(part) : std::vector<NodeId>{part}) {
            if (shapes_.of(tree_[argument].kind) == FlowShape::function) {
                const auto literal = functions_.at(argument);
                const TaintSet passed = is_one_of(name, kPassing) ? of_object : TaintSet();
                TaintSet result =
                    literal ? lambda(*literal, std::vector<TaintSet>(functions_.functions()[*literal].parameters.size(), passed), environment)
                            : value(argument, environment);
                apply_marks(argument, result, environment);
                of_arguments.add(result);
                arguments.emplace_back("", TaintSet());
                continue;
            }
            TaintSet taint = value(argument, environment);
            of_arguments.add(taint);
            std::string named;
            if ((tree_.traits(argument) & kNamedArgument) != 0 && !tree_[argument].leaf && tree_[tree_.first_child(argument)].leaf)
                named = tree_.text(tree_.first_child(argument));
            arguments.emplace_back(std::move(named), std::move(taint));
        }
    }
    if (!environment.reachable()) return {};
    TaintSet gathered = of_arguments;
    gathered.add(of_object);
    TaintSet result;
    if (function != kNoNode && shapes_.of(tree_[function].kind) == FlowShape::function) { // written where it is called
        std::vector<TaintSet> values;
        for (auto& [named, taint] : arguments) values.push_back(taint);
        const auto literal = functions_.at(function);
        gathered_ = literal ? lambda(*literal, values, environment) : TaintSet();
        return gathered_;
    }
    const auto called = functions_.called(id);
    if (called && frames_.size() >= kMostNestedCalls) ++too_deep_;
    const bool known = called && functions_.functions()[*called].body != kNoNode && frames_.size() < kMostNestedCalls &&
                       summary_of(*called).state == Summary::State::done;
    const bool passes_on = !known && !options_.taint_assume_safe_functions && !options_.taint_only_propagate_through_assignments;
    if (known) result = from_summary(*called, id, arguments);
    if (passes_on) result = stepped(gathered, id);
    const auto key = object && passes_on ? key_of(id, name) : std::nullopt;
    if (key && arguments.size() == 2) {
        environment.assign_element(*object, *key, stepped(arguments.back().second, id));
    } else if (key) {
        if (const auto element = environment.element(*object, *key)) gathered = result = stepped(*element, id);
    } else if (passes_on && object && !of_arguments.empty() && is_one_of(name, kPutting)) {
        environment.add(*object, stepped(of_arguments, id));
    }
    // A call that is a sink is one for all that flows into it; as the argument of another, where it is known, for what comes out.
    const NodeId parent = tree_[id].parent;
    gathered_ = known && parent != kNoNode && tree_[parent].field == kArgumentsField ? result : std::move(gathered);
    return result;
}

/// The literal by which a call puts something into a map or takes it out: "m.put("k", v)", "m.get("k")".
std::optional<std::string_view> TaintRun::key_of(NodeId call, std::string_view method) const {
    const NodeId list = tree_.child(call, kArgumentsField);
    if (list == kNoNode) return std::nullopt;
    std::vector<NodeId> arguments = tree_.children(list);
    std::erase_if(arguments, [&](NodeId argument) { return tree_[argument].kind == kTokenKind; });
    const bool puts = (method == "put" || method == "set") && arguments.size() == 2;
    const bool gets = method == "get" && arguments.size() == 1;
    if ((!puts && !gets) || tree_[arguments[0]].kind != kStringKind || !tree_[arguments[0]].leaf) return std::nullopt;
    return tree_.content(arguments[0]);
}

// A function that is written where it is used runs there, once, with what it can see.
TaintSet TaintRun::lambda(std::uint32_t index, const std::vector<TaintSet>& arguments,
                          TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const FunctionInFile& function = functions_.functions()[index];
    if (function.body == kNoNode) return {};
    TaintEnvironment inside = environment;
    bind_parameters(function, arguments, inside);
    frames_.push_back({.function = index});
    const TaintSet last = value(function.body, inside);
    TaintSet returned = std::move(frames_.back().returned);
    frames_.pop_back();
    if ((tree_.traits(function.body) & kBlock) == 0 || shapes_.last_value_is_returned()) returned.add(last);
    for (const FunctionInFile::Parameter& parameter : function.parameters) {
        for (const NodeId name : parameter.names) inside.assign(Lvalue(tree_.text(name)), environment.of(Lvalue(tree_.text(name))));
    }
    environment.join(inside); // it may have assigned to variables around it
    return returned;
}

TaintSet TaintRun::literal_function(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const auto index = functions_.at(id);
    if (!index) return {};
    const FunctionInFile& function = functions_.functions()[*index];
    if (function.around == kNoNode && !function.name.empty()) return {}; // runs by itself, when the rest of the file has
    return lambda(*index, {}, environment);
}

void TaintRun::bind_parameters(const FunctionInFile& function, const std::vector<TaintSet>& values,
                               TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    for (std::size_t i = 0; i < function.parameters.size(); ++i) {
        const FunctionInFile::Parameter& parameter = function.parameters[i];
        TaintSet by_default;
        if (!parameter.names.empty()) { // "a = 1": what stands behind the name
            for (const NodeId part : tree_.children(parameter.node)) {
                if (part > parameter.names.back() && tree_[part].field != kTypeField) by_default.add(value(part, environment));
            }
        }
        for (const NodeId name : parameter.names) {
            TaintSet taint = i < values.size() ? values[i] : TaintSet();
            taint.add(by_default);
            apply_marks(name, taint, environment);
            if (parameter.node != name) apply_marks(parameter.node, taint, environment);
            environment.assign(Lvalue(tree_.text(name)), stepped(taint, name));
        }
    }
}

const TaintRun::Summary& TaintRun::summary_of(std::uint32_t index) { // NOLINT(misc-no-recursion): bounded by kMostNestedCalls
    Summary& summary = summaries_[index];
    if (summary.state == Summary::State::unknown) run_function(index, outside_, summary);
    return summary;
}

void TaintRun::run_function(std::uint32_t index, TaintEnvironment environment, Summary& summary) { // NOLINT(misc-no-recursion)
    const FunctionInFile& function = functions_.functions()[index];
    summary.state = Summary::State::running;
    std::vector<TaintSet> values(function.parameters.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint32_t trace = step(function.parameters[i].node, 0);
        values[i].add({.origin = -static_cast<std::int32_t>(i) - 1, .label = kOfArgument, .trace = trace});
    }
    const std::uint32_t depth = depth_;
    depth_ = 0;
    frames_.push_back({.function = index});
    bind_parameters(function, values, environment);
    const TaintSet last = value(function.body, environment);
    summary.returned = std::move(frames_.back().returned);
    frames_.pop_back();
    depth_ = depth;
    if ((tree_.traits(function.body) & kBlock) == 0 || shapes_.last_value_is_returned()) summary.returned.add(last);
    summary.state = Summary::State::done;
}

// What a summary says of parameters, with what the call passes for them.
TaintSet TaintRun::with_arguments(const TaintSet& taint, std::uint32_t index, NodeId call,
                                  const std::vector<std::pair<std::string, TaintSet>>& arguments) {
    const FunctionInFile& function = functions_.functions()[index];
    TaintSet made;
    for (const TaintItem& item : taint.items()) {
        if (!item.is_parameter()) {
            made.add({item.origin, item.label, step(call, item.trace)});
            continue;
        }
        const std::uint32_t number = item.parameter();
        if (number >= function.parameters.size()) continue;
        std::size_t position = 0;
        for (const auto& [name, passed] : arguments) {
            const bool fits = name.empty() ? position == number : name == function.parameters[number].name;
            if (name.empty()) ++position;
            if (!fits) continue;
            for (const TaintItem& each : passed.items()) made.add({each.origin, each.label, continue_trace(each.trace, call, item.trace)});
        }
    }
    return made;
}

TaintSet TaintRun::from_summary(std::uint32_t index, NodeId call, const std::vector<std::pair<std::string, TaintSet>>& arguments) {
    const Summary summary = summaries_[index]; // a copy: what follows may run other functions
    for (const Reach& reach : summary.reaches) {
        const TaintSet taint = with_arguments(reach.taint, index, call, arguments);
        if (!taint.empty()) report(reach.entry, reach.match, taint, kNoNode);
    }
    return with_arguments(summary.returned, index, call, arguments);
}

} // namespace squire::sast
