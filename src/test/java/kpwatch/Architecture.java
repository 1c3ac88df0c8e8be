package kpwatch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The package table of the design, and what compiled classes do against it. */
final class Architecture {
  private static final String CORE_SET =
      "observation network incident assess subscription notify watch command";

  /** The door for foreign text, which every other package may use. */
  private static final String DOOR = "untrusted";

  /** Package, core or edge, and the packages of ours that it may use. */
  private static final Map<String, Row> TABLE = new LinkedHashMap<>();

  static {
    core(DOOR, "");
    core("observation", "");
    core("network", "observation");
    core("incident", "observation network");
    core("assess", "observation network incident");
    core("subscription", "observation incident");
    core("notify", "observation network incident assess subscription");
    core("watch", "observation network incident assess subscription notify");
    core("command", "observation network incident assess subscription notify watch");
    edge("config", "");
    edge("supervision", "");
    edge("bounded", "");
    edge("ripestat", "observation network config bounded");
    edge("rislive", "observation network config bounded supervision");
    edge("probe", "observation network config bounded supervision");
    edge("storage", CORE_SET + " config");
    edge("dispatch", "notify subscription config supervision");
    edge("discord", "notify command subscription config bounded supervision");
    edge("telegram", "notify command subscription config bounded supervision");
    edge("console", "notify command subscription config");
    edge("files", CORE_SET);
    edge("schedule", "config supervision");
    edge("chart", CORE_SET + " config");
    edge("web", CORE_SET + " config");
    edge("app", String.join(" ", TABLE.keySet()));
  }

  /** Outside packages and the only packages of ours that may know them; {@code *}: any. */
  private static final Map<String, Set<String>> HOMES =
      Map.ofEntries(
          Map.entry("org.jspecify", Set.of("*")),
          Map.entry("com.google.errorprone.annotations", Set.of("*")),
          Map.entry("org.slf4j", edges()),
          Map.entry("ch.qos.logback", words("app")),
          Map.entry("net.dv8tion", words("discord")),
          Map.entry("org.telegram", words("telegram")),
          Map.entry("okhttp3", words("bounded ripestat rislive probe discord telegram app")),
          Map.entry("okio", words("bounded ripestat rislive probe")),
          Map.entry("kotlin", words("bounded ripestat rislive probe discord telegram")),
          Map.entry("org.xbill", words("probe")),
          Map.entry("org.quartz", words("schedule")),
          Map.entry("java.sql", words("storage")),
          Map.entry("javax.sql", words("storage")),
          Map.entry("org.jdbi", words("storage")),
          Map.entry("org.flywaydb", words("storage")),
          Map.entry("com.zaxxer", words("storage")),
          Map.entry("org.sqlite", words("storage")),
          Map.entry("com.fasterxml", words("ripestat rislive storage files app telegram")));

  private final String root;
  private final JavaClasses classes;

  private record Row(boolean core, Set<String> uses) {}

  Architecture(String root, JavaClasses classes) {
    this.root = root;
    this.classes = classes;
  }

  /** Packages that hold classes, without the root's name. */
  Set<String> packages() {
    return classes.stream()
        .map(c -> packageOf(c.getName()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Uses that the table does not allow, of our own packages and of outside ones. */
  List<String> strangers() {
    return lines(
        user -> {
          String from = packageOf(user.getName());
          return user.getDirectDependenciesFromSelf().stream()
              .map(d -> d.getTargetClass().getBaseComponentType())
              .filter(target -> !target.isPrimitive() && !allowed(from, target.getName()))
              .map(target -> user.getName() + " uses " + target.getName());
        });
  }

  /** What core classes use of the JDK although it is input, output, threads, time or chance. */
  List<String> impurities() {
    return lines(
        user -> {
          if (!row(packageOf(user.getName())).map(Row::core).orElse(false)) {
            return Stream.empty();
          }
          Stream<String> types =
              user.getDirectDependenciesFromSelf().stream()
                  .map(d -> d.getTargetClass().getBaseComponentType().getName())
                  .filter(PureJava::forbidsType);
          Stream<String> calls =
              user.getAccessesFromSelf().stream()
                  .filter(a -> PureJava.forbidsAccess(user.getName(), a))
                  .map(a -> a.getTargetOwner().getName() + "." + a.getTarget().getName());
          return Stream.concat(types, calls).map(use -> user.getName() + " uses " + use);
        });
  }

  /** Packages that the table does not know. */
  List<String> unknownPackages() {
    return packages().stream().filter(name -> row(name).isEmpty()).toList();
  }

  /** Packages without a {@code package-info} that says {@code @NullMarked}. */
  List<String> unmarkedPackages() {
    Map<String, Boolean> marked = new TreeMap<>();
    for (JavaClass type : classes) {
      JavaPackage home = type.getPackage();
      marked.put(packageOf(type.getName()), home.isAnnotatedWith(NullMarked.class));
    }
    return marked.entrySet().stream().filter(e -> !e.getValue()).map(Map.Entry::getKey).toList();
  }

  private boolean allowed(String from, String target) {
    if (target.startsWith(root + ".")) {
      String to = packageOf(target);
      return to.equals(from) || row(from).map(r -> r.uses().contains(to)).orElse(false);
    }
    Optional<Set<String>> home =
        HOMES.entrySet().stream()
            .filter(e -> target.startsWith(e.getKey() + "."))
            .map(Map.Entry::getValue)
            .findFirst();
    return home.map(h -> h.contains("*") || h.contains(from))
        .orElse(target.startsWith("java.") || target.startsWith("javax.net."));
  }

  private String packageOf(String className) {
    int end = className.lastIndexOf('.');
    return end <= root.length() ? "" : className.substring(root.length() + 1, end);
  }

  private List<String> lines(java.util.function.Function<JavaClass, Stream<String>> rule) {
    List<String> found = new ArrayList<>();
    for (JavaClass user : classes) {
      rule.apply(user).distinct().sorted().forEach(found::add);
    }
    return found;
  }

  private static Optional<Row> row(String name) {
    return Optional.ofNullable(TABLE.get(name));
  }

  private static Set<String> edges() {
    return TABLE.entrySet().stream()
        .filter(e -> !e.getValue().core())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static void core(String name, String uses) {
    TABLE.put(name, new Row(true, words((uses + " " + DOOR).strip())));
  }

  private static void edge(String name, String uses) {
    TABLE.put(name, new Row(false, words((uses + " " + DOOR).strip())));
  }

  private static Set<String> words(String text) {
    return Set.copyOf(List.of(text.isEmpty() ? new String[0] : text.split(" ")));
  }
}
