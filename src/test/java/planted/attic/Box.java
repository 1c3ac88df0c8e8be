package planted.attic;

import planted.probe.Neighbour;

/** In a package that no table knows. */
abstract class Box {
  abstract Neighbour content();
}
