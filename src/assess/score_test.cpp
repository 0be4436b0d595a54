// SPDX-License-Identifier: MIT
#include "assess/score.h"

#include <gtest/gtest.h>

#include "assess/data.h"

namespace squire::assess {
namespace {

using Signals = std::vector<Signal>;

std::optional<double> of(const Score& score, Aspect aspect) { return score.aspects[static_cast<std::size_t>(aspect)].value; }

TEST(Weights, StandForEverySignalAndNoOther) {
    const Weights& weights = default_weights();
    EXPECT_EQ(weights.signals.size(), signal_ids().size());
    for (const std::string_view id : signal_ids()) {
        const auto found = weights.signals.find(id);
        ASSERT_NE(found, weights.signals.end()) << id;
        EXPECT_GT(found->second.weight, 0) << id;
        EXPECT_FALSE(found->second.title.empty()) << id;
    }
    for (const double weight : weights.aspects) EXPECT_GT(weight, 0);
}

TEST(Weights, AreReadOntoTheDefaultOnes) {
    const auto weights = read_weights("[aspects]\nreach = 9\n[[signal]]\nid = 'people'\nweight = 0.25\n", "w.toml");
    ASSERT_TRUE(weights) << describe(weights.error());
    EXPECT_EQ(weights->aspects[static_cast<std::size_t>(Aspect::reach)], 9);
    EXPECT_EQ(weights->aspects[0], default_weights().aspects[0]);
    EXPECT_EQ(weights->signals.at("people").weight, 0.25);
    EXPECT_EQ(weights->signals.at("people").title, default_weights().signals.at("people").title);
}

TEST(Weights, AreRefusedWhereTheyAreWrong) {
    const struct {
        std::string_view text;
        std::string_view message;
    } rows[] = {
        {"[aspects]\nreech = 1\n", "w.toml:2:1: there is no aspect 'reech' (did you mean 'reach'?)"},
        {"[aspects]\nreach = -1\n", "w.toml:2:9: a weight is a number from 0 to 1000"},
        {"[aspects]\nreach = nan\n", "w.toml:2:9: a weight is a number from 0 to 1000"},
        {"aspects = 1\n", "w.toml:1:1: [aspects] is a table"},
        {"[[signal]]\nid = 'peple'\n", "w.toml:1:1: there is no signal 'peple' (did you mean 'people'?)"},
        {"[[signal]]\nid = 'people'\nweigth = 1\n", "w.toml:3:1: there is no key 'weigth' (did you mean 'weight'?)"},
        {"signals = 1\n", "w.toml:1:1: there is no key 'signals' (did you mean 'signal'?)"},
    };
    for (const auto& row : rows) {
        const auto weights = read_weights(row.text, "w.toml");
        ASSERT_FALSE(weights) << row.text;
        EXPECT_EQ(describe(weights.error()), row.message);
    }
}

TEST(Score, IsTheWeightedMeanOfWhatIsKnown) {
    const Score score =
        score_of(Signals{{"people", 1.0, "", ""}, {"people-last-year", 0.0, "", ""}, {"age", std::nullopt, "", ""}}, default_weights());
    EXPECT_DOUBLE_EQ(of(score, Aspect::reach).value(), 0.5);
    EXPECT_FALSE(of(score, Aspect::need));
    EXPECT_DOUBLE_EQ(score.total.value(), 0.5);
}

TEST(Score, UnknownNeverCountsAsBad) {
    const Score known = score_of(Signals{{"people", 0.7, "", ""}}, default_weights());
    const Score with_unknown =
        score_of(Signals{{"people", 0.7, "", ""}, {"age", std::nullopt, "", ""}, {"licence", std::nullopt, "", ""}}, default_weights());
    EXPECT_EQ(known.total, with_unknown.total);
    EXPECT_LT(with_unknown.aspects[static_cast<std::size_t>(Aspect::reach)].known, 1);
}

TEST(Score, IsNothingWhereNothingIsKnown) { EXPECT_FALSE(score_of(Signals{{"people", std::nullopt, "", ""}}, default_weights()).total); }

TEST(Ranking, PutsTheBestFirstAndTheUnknownLast) {
    const std::vector<Signals> projects{
        {{"people", std::nullopt, "", ""}}, {{"people", 0.2, "", ""}}, {{"people", 0.9, "", ""}}, {{"people", 0.2, "", ""}}};
    EXPECT_EQ(ranking_of(projects, default_weights()), (std::vector<std::size_t>{2, 1, 3, 0}));
}

TEST(Sensitivity, TellsWhichWeightTurnsTheRanking) {
    const std::vector<Signals> projects{{{"people", 1.0, "", ""}, {"sast-missing", 0.0, "", ""}},
                                        {{"people", 0.0, "", ""}, {"sast-missing", 1.0, "", ""}}};
    const auto ranges = sensitivity_of(projects, default_weights());
    EXPECT_EQ(ranges[1].rank, 1U) << "need weighs more than reach";
    EXPECT_EQ(ranges[0].best, 1U);
    EXPECT_EQ(ranges[0].best_when, "need counts half");
    EXPECT_EQ(ranges[1].worst, 2U);
    EXPECT_EQ(ranges[1].worst_when, "need counts half");
    EXPECT_TRUE(ranges[0].worst_when.empty());
}

TEST(Sensitivity, OfOneProjectIsNone) {
    const auto ranges = sensitivity_of({Signals{{"people", 1.0, "", ""}}}, default_weights());
    EXPECT_EQ(ranges.at(0).best, 1U);
    EXPECT_EQ(ranges.at(0).worst, 1U);
}

} // namespace
} // namespace squire::assess
