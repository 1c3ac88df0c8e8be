package kpwatch.files;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * The outside world at a moment, or the part of it that a change replaces.
 *
 * @param routes by watched prefix
 * @param hosts by {@code site:…}, {@code dns:…} and {@code control:…}
 */
public record World(
    Map<Prefix, Routing> routes, Map<Subject, HostState> hosts, Instruments instruments) {
  public World {
    routes = ordered(routes);
    hosts = ordered(hosts);
  }

  /** This world after a change: each record that it names is replaced whole. */
  World with(World replaced) {
    Map<Prefix, Routing> newRoutes = new LinkedHashMap<>(routes);
    newRoutes.putAll(replaced.routes);
    Map<Subject, HostState> newHosts = new LinkedHashMap<>(hosts);
    newHosts.putAll(replaced.hosts);
    return new World(newRoutes, newHosts, instruments.with(replaced.instruments));
  }

  private static <K, V> Map<K, V> ordered(Map<K, V> entries) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}
