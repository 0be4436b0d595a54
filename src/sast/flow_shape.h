// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "syntax/tree.h"

namespace squire::sast {

/// What a node does to the flow of control and data, whatever its grammar calls it.
enum class FlowShape : std::uint8_t {
    plain,       // its value is made of its children's
    choice,      // if, unless, ?:, elif: one of its branches runs
    loop,        // its body runs any number of times
    alternative, // one case of a switch
    attempt,     // try: may be left at any point
    handler,     // catch
    last,        // finally
    exit,        // return: leaves the function with a value
    leave,       // throw, break, continue: what follows does not run
    function,    // a definition or a literal
    type,        // says nothing at run time
    augmented,   // x += y
    comparison,  // of the options that call such values safe: a truth value
    arithmetic,  // likewise: a number
    index,       // x[i]
};

/// The shapes of a grammar's kinds, by kind. Names of kinds that no grammar of ours has are of no harm.
class FlowShapes {
public:
    explicit FlowShapes(const syntax::Grammar& grammar);
    [[nodiscard]] FlowShape of(syntax::Kind kind) const { return kind < shapes_.size() ? shapes_[kind] : FlowShape::plain; }
    [[nodiscard]] bool last_value_is_returned() const { return last_value_is_returned_; }

private:
    std::vector<FlowShape> shapes_;
    bool last_value_is_returned_ = false; // Ruby, Rust
};

} // namespace squire::sast
