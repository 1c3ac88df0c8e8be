package kpwatch;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the core may not take from the JDK. */
final class PureJava {
  /** The one class that may call the method of the JDK that could ask a name server. */
  private static final String READS_LITERALS = ".observation.Address";

  private static final Set<String> ADDRESSES =
      Set.of(
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetSocketAddress",
          "java.net.UnknownHostException",
          "java.net.URI",
          "java.net.URISyntaxException");

  private static final Set<String> HARMLESS_IO =
      Set.of("java.io.Serializable", "java.io.IOException", "java.io.UncheckedIOException");

  private static final Pattern FORBIDDEN_TYPE =
      Pattern.compile(
          "java\\.nio\\.(file|channels)\\..*|java\\.sql\\..*|javax\\..*"
              + "|java\\.lang\\.(Thread|ThreadLocal|Process|ProcessBuilder|Runtime)"
              + "|java\\.util\\.(Timer|TimerTask|Scanner)"
              + "|java\\.util\\.concurrent\\.(\\w*Execut\\w*|ForkJoin\\w*|\\w*Future\\w*"
              + "|CompletionStage|CompletionService|ThreadFactory|ThreadLocalRandom|Flow)(\\$.*)?"
              + "|java\\.security\\.SecureRandom|java\\.util\\.logging\\..*");

  /** Owner and member. Time, chance and the machine's own habits come in as values. */
  private static final List<Pattern> FORBIDDEN_ACCESS =
      List.of(
          Pattern.compile("java\\.time\\.[\\w.]+#now"),
          Pattern.compile("java\\.time\\.Clock#(system|tick).*"),
          Pattern.compile("java\\.time\\.ZoneId#systemDefault"),
          Pattern.compile("java\\.lang\\.System#(?!arraycopy|identityHashCode).*"),
          Pattern.compile("java\\.lang\\.Math#random"),
          Pattern.compile("java\\.util\\.UUID#randomUUID"),
          Pattern.compile("java\\.util\\.(Locale|TimeZone)#getDefault"),
          Pattern.compile("java\\.util\\.Calendar#getInstance"));

  private static final Pattern LOOKS_UP =
      Pattern.compile(
          "java\\.net\\.InetAddress#(getByName|getAllByName|getLocalHost|isReachable"
              + "|getHostName|getCanonicalHostName)|java\\.net\\.InetSocketAddress#getHostName");

  private PureJava() {}

  static boolean forbidsType(String name) {
    return (name.startsWith("java.net.") && !ADDRESSES.contains(name))
        || (name.startsWith("java.io.") && !HARMLESS_IO.contains(name))
        || FORBIDDEN_TYPE.matcher(name).matches();
  }

  static boolean forbidsAccess(String user, JavaAccess<?> access) {
    String member = access.getTargetOwner().getName() + "#" + access.getTarget().getName();
    return FORBIDDEN_ACCESS.stream().anyMatch(p -> p.matcher(member).matches())
        || (LOOKS_UP.matcher(member).matches() && !user.endsWith(READS_LITERALS))
        || newWithoutValue(member, access);
  }

  /** {@code new Date()} reads the clock, {@code new Random()} a seed from nowhere. */
  private static boolean newWithoutValue(String member, JavaAccess<?> access) {
    return Set.of("java.util.Date#<init>", "java.util.Random#<init>").contains(member)
        && access.getTarget() instanceof CodeUnitCallTarget target
        && target.getRawParameterTypes().isEmpty();
  }
}
