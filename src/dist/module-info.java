/**
 * The whole program as one module, for the runtime image alone; the library has no module file. It
 * exports what a start by the class's name needs, so that no module has to be named and the
 * runtime's own graph of modules serves.
 */
open module org.normprop {
  requires java.logging;
  requires java.desktop;
  requires java.management;
  requires jdk.management;
  requires jdk.unsupported;

  exports org.normprop.cli;
}
