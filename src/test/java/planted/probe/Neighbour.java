package planted.probe;

/** An edge in a package without a mark. */
public final class Neighbour {}
