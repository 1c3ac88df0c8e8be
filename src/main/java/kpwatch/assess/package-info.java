/**
 * What it may mean: hypotheses, evidence, the rules, likelihoods and confidence. Core: no I/O, no
 * clock.
 */
@NullMarked
package kpwatch.assess;

import org.jspecify.annotations.NullMarked;
