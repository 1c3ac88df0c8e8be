package kpwatch.notify;

import java.util.ArrayList;
import java.util.List;
import kpwatch.assess.Assessment;
import kpwatch.assess.Confidence;
import kpwatch.assess.Criterion;
import kpwatch.assess.Evidence;
import kpwatch.assess.Hypothesis;

/**
 * An assessment in words. Likelihood and confidence never share a sentence, and no actor is ever
 * named.
 */
public final class Cause {
  private static final String RIGHT = "a registration that gives the other network the right";
  private static final String NOTICE = "a notice by the operator";
  private static final String OTHERS =
      ", loss of the other line as well, or hosts that fail while routes stay";

  private Cause() {}

  /** What each hypothesis is called inside a sentence. */
  public static String name(Hypothesis hypothesis) {
    return switch (hypothesis) {
      case INTERNAL -> "a fault or action inside the country";
      case ATTACK -> "a pattern consistent with an attack";
      case TRANSIT -> "a fault at an upstream network or a cable";
      case UNKNOWN -> "a cause that cannot be told";
    };
  }

  /** The same, where what is announced elsewhere has a name of its own. */
  private static String name(Assessment assessment, Hypothesis hypothesis) {
    return hypothesis == Hypothesis.TRANSIT && claimed(assessment)
        ? "an announcement by another network"
        : name(hypothesis);
  }

  private static boolean claimed(Assessment assessment) {
    return assessment.evidence().stream().anyMatch(e -> e.criterion() == Criterion.B6);
  }

  /** The verdict in one sentence. */
  public static String verdict(Assessment assessment) {
    Hypothesis verdict = assessment.verdict();
    if (verdict == Hypothesis.UNKNOWN) {
      return "The cause cannot be told from what has been seen so far.";
    }
    return capital(name(assessment, verdict)) + " is " + share(assessment, verdict) + ".";
  }

  /** The verdict in a few words, for "changed from … to …". */
  public static String brief(Hypothesis verdict) {
    return switch (verdict) {
      case INTERNAL -> "inside fault or action";
      case ATTACK -> "pattern consistent with an attack";
      case TRANSIT -> "upstream or cable";
      case UNKNOWN -> "cannot be told";
    };
  }

  static List<String> lines(Assessment assessment, boolean closed) {
    List<String> lines = new ArrayList<>();
    lines.add(verdict(assessment));
    assessment.supporting().forEach(e -> lines.add("For it: " + sentence(e)));
    assessment.opposing().forEach(e -> lines.add(against(assessment, e)));
    assessment.noted().stream()
        .filter(e -> e.criterion() == Criterion.B3)
        .forEach(e -> lines.add("Cannot be told apart: " + sentence(e)));
    lines.add(rival(assessment));
    lines.add(sureness(assessment));
    lines.add("Would change our mind: " + turning(assessment, closed) + ".");
    lines.add(unseen(assessment));
    return lines;
  }

  /** The verdict, its rival and how good the evidence is, each in a sentence. */
  public static List<String> outline(Assessment assessment) {
    return List.of(verdict(assessment), rival(assessment), sureness(assessment));
  }

  private static String rival(Assessment assessment) {
    Hypothesis rival = assessment.likelihood().rival();
    return (assessment.verdict() == Hypothesis.UNKNOWN ? "Nearest reading: " : "Best rival: ")
        + name(assessment, rival)
        + ", "
        + share(assessment, rival)
        + ".";
  }

  /** How good the evidence is, and why no better. */
  public static String sureness(Assessment assessment) {
    return "Our confidence is "
        + assessment.confidence().word()
        + ": "
        + assessment.because()
        + ".";
  }

  private static String against(Assessment assessment, Evidence evidence) {
    List<String> others =
        evidence.favours().stream()
            .filter(h -> h != assessment.verdict())
            .map(Cause::name)
            .toList();
    String leaning = others.isEmpty() ? "" : " (points to " + String.join(" or ", others) + ")";
    String label = assessment.verdict() == Hypothesis.UNKNOWN ? "Noted: " : "Against it: ";
    return label + evidence.seen() + leaning + " [" + evidence.id() + "].";
  }

  private static String sentence(Evidence evidence) {
    return evidence.seen() + " [" + evidence.id() + "].";
  }

  /** {@code likely (77 %)}: the word always matches the number. */
  public static String share(Assessment assessment, Hypothesis hypothesis) {
    int percent = assessment.likelihood().of(hypothesis);
    return Scale.word(percent) + " (" + percent + " %)";
  }

  /** Confidence in the same words everywhere. */
  static String confidence(Confidence confidence) {
    return "Confidence: " + confidence.word() + ".";
  }

  /**
   * What would change our mind, without a full stop.
   *
   * @param closed whether it is over, so that nothing more is to be seen of it
   */
  public static String turning(Assessment assessment, boolean closed) {
    return switch (assessment.verdict()) {
      case INTERNAL ->
          closed
              ? "proof of a flood seen elsewhere"
              : "hosts that struggle under load after the routes return, or proof of a flood seen elsewhere";
      case ATTACK ->
          closed
              ? "a notice by the operator"
              : "a notice by the operator, or a clean return of everything at once";
      case TRANSIT -> claimed(assessment) ? RIGHT : closed ? NOTICE : NOTICE + OTHERS;
      case UNKNOWN ->
          closed
              ? "evidence from other observers"
              : "the order in which hosts and routes return, or evidence from other observers";
    };
  }

  /** What cannot be told apart and what cannot be seen, in one sentence. */
  public static String unseen(Assessment assessment) {
    String blurred =
        claimed(assessment)
            ? "A mistake and a capture look the same from here"
            : blurred(assessment.verdict());
    return blurred + "; we cannot see traffic, intent or who.";
  }

  private static String blurred(Hypothesis verdict) {
    return switch (verdict) {
      case INTERNAL, UNKNOWN ->
          "Power loss, maintenance, a mistake and an ordered disconnection look the same from here";
      case ATTACK -> "A flood, a crowd of readers and a routing mistake look the same from here";
      case TRANSIT ->
          "A cable fault, a carrier's fault and a decision not to use the line look the same from here";
    };
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
