package org.normprop.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.data.Made;
import org.normprop.data.SampleShape;
import org.normprop.data.sets.client.PackagedFiles;
import org.normprop.data.sets.client.Programs;
import org.normprop.io.FolderLock;

/** Downloads, against a real server on the loopback interface. */
@Timeout(60)
class FetchTest {

  static final FetchSettings HASTY =
      new FetchSettings(
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofMillis(1),
          3,
          1000,
          new Programs("no-such-npm", "no-such-apt-get", "no-such-dpkg-deb"));

  private static final byte[] BYTES = Made.noise(200_000);
  private static final byte[] OTHER = "the other file".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path temporary;
  private Path folder;
  private LoopbackServer server;
  private final List<String> remarks = new ArrayList<>();
  private long most;

  private final FetchListener listener =
      new FetchListener() {
        @Override
        public void remark(String text) {
          remarks.add(text);
        }

        @Override
        public void progress(String what, long done, long total) {
          most = Math.max(most, done);
        }
      };

  static WantedFile wanted(String name, byte[] bytes) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(bytes);
      return new WantedFile(name, bytes.length, HexFormat.of().formatHex(md5));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static KnownSet set(List<WantedFile> files, Source... sources) {
    KnownSet.Description about =
        new KnownSet.Description(
            "set", "a set", "none", SampleShape.flat(1), 1, 0, List.of("a", "b"));
    return new KnownSet(about, KnownSet.Layout.IDX, files, List.of(sources));
  }

  private KnownSet one(Source... sources) {
    return set(List.of(wanted("file", BYTES)), sources);
  }

  private void fetch(KnownSet set) throws IOException, InterruptedException {
    new Fetch(set, folder, listener, HASTY).run();
  }

  private void fetchFromServer() throws IOException, InterruptedException {
    fetch(one(new WebFiles(server.base())));
  }

  private String failure() {
    String message = assertThrows(IOException.class, this::fetchFromServer).getMessage();
    assertFalse(Files.exists(folder.resolve("file")), "a file that is not right was kept");
    assertFalse(Files.exists(folder.resolve("file.tmp")));
    return message;
  }

  private void assertFetched() throws IOException {
    assertArrayEquals(BYTES, Files.readAllBytes(folder.resolve("file")));
    assertEquals(List.of(".lock", "file"), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @BeforeEach
  void start() throws IOException {
    folder = temporary.resolve("Daten für 1").resolve("set");
    server = new LoopbackServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void filesArriveUnpackedAndNothingElseStays() throws Exception {
    server.serve("file.gz", Made.packed(BYTES));
    server.serve("other.gz", Made.packed(OTHER));
    KnownSet set =
        set(List.of(wanted("file", BYTES), wanted("other", OTHER)), new WebFiles(server.base()));
    fetch(set);
    assertEquals(List.of(".lock", "file", "other"), names());
    assertArrayEquals(OTHER, Files.readAllBytes(folder.resolve("other")));
    assertTrue(most > 0, "no progress was told");
    server.requests.clear();
    fetch(set);
    assertEquals(List.of(), server.requests, "what is there was fetched again");
  }

  @Test
  void whatAProcessLeftThatDiedAtTheVeryEndIsRemoved() throws Exception {
    Files.createDirectories(folder);
    Files.write(folder.resolve("file"), BYTES);
    Files.write(folder.resolve("file.tmp"), OTHER);
    Files.write(folder.resolve("file.gz.part"), OTHER);
    Files.write(folder.resolve("x.tar.gz.part"), OTHER);
    fetch(one(new WebArchive(server.base().resolve("x.tar.gz"), "", 1000)));
    assertFetched();
  }

  @Test
  void aDamagedFileIsFetchedAnew() throws Exception {
    server.serve("file.gz", Made.packed(BYTES));
    fetchFromServer();
    byte[] damaged = BYTES.clone();
    damaged[1000] ^= 1;
    Files.write(folder.resolve("file"), damaged);
    fetchFromServer();
    assertFetched();
    assertTrue(remarks.toString().contains("has a wrong checksum and is fetched anew"));
  }

  @Test
  void aWrongChecksumIsRefused() {
    server.serve(
        "file.gz", packed(Made.noise(BYTES.length + 1), BYTES.length)); // of the right length
    String message = failure();
    assertTrue(message.contains("wrong checksum: MD5 is "), message);
    assertFalse(Files.exists(folder.resolve("file.gz.part")));
  }

  private static byte[] packed(byte[] bytes, int length) {
    try {
      return Made.packed(Arrays.copyOf(bytes, length));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDownloadCutInTheMiddleGoesOnWhereItWasCut() throws Exception {
    byte[] packed = Made.packed(BYTES);
    server.serveCut("file.gz", packed, 80_000);
    fetchFromServer();
    assertFetched();
    assertEquals(
        List.of("/file.gz", "/file.gz bytes=80000-", "/file.gz bytes=160000-"), server.requests);
  }

  @Test
  void whatAnEarlierProcessDownloadedIsKept() throws Exception {
    byte[] packed = Made.packed(BYTES);
    server.serveCut("file.gz", packed, 30_000);
    assertTrue(failure().contains("was cut off after 90000 of " + packed.length + " bytes"));
    server.serve("file.gz", packed);
    server.requests.clear();
    fetchFromServer();
    assertFetched();
    assertEquals(List.of("/file.gz bytes=90000-"), server.requests);
  }

  @Test
  void aPartThatIsAllThereIsNotDownloadedAgain() throws Exception {
    byte[] packed = Made.packed(BYTES);
    server.serve("file.gz", packed);
    Files.createDirectories(folder);
    Files.write(folder.resolve("file.gz.part"), packed);
    fetchFromServer();
    assertFetched();
    assertEquals(List.of("/file.gz bytes=" + packed.length + "-"), server.requests);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 500_000})
  void aPartOfSomethingElseIsThrownAway(int length) throws Exception {
    server.serve("file.gz", Made.packed(BYTES));
    Files.createDirectories(folder);
    Files.write(folder.resolve("file.gz.part"), Made.noise(length));
    fetchFromServer();
    assertFetched();
  }

  @Test
  void aServerThatCannotGoOnStartsAgain() throws Exception {
    byte[] packed = Made.packed(BYTES);
    server.put(
        "file.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, packed.length);
          exchange.getResponseBody().write(packed);
        });
    Files.createDirectories(folder);
    Files.write(folder.resolve("file.gz.part"), Made.noise(1000));
    fetchFromServer();
    assertFetched();
  }

  @Test
  void aServerThatGoesOnElsewhereIsRefused() throws Exception {
    server.put(
        "file.gz",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/10");
          exchange.sendResponseHeaders(206, 10);
          exchange.getResponseBody().write(new byte[10]);
        });
    Files.createDirectories(folder);
    Files.write(folder.resolve("file.gz.part"), Made.noise(1000));
    assertTrue(failure().contains("another part than was asked for"));
  }

  @Test
  void redirectionsAreFollowedButNotInACircle() throws Exception {
    server.put("file.gz", exchange -> LoopbackServer.redirect(exchange, "/a/there"));
    server.put("a/there", exchange -> LoopbackServer.redirect(exchange, "../here"));
    server.put("here", exchange -> LoopbackServer.redirect(exchange, "/file.gz"));
    assertTrue(failure().contains("is redirected in a circle"));
    assertEquals(3, server.requests.size());
    server.serve("here", Made.packed(BYTES));
    fetchFromServer();
    assertFetched();
  }

  @Test
  void redirectionsWithoutEndAreRefused() {
    for (int i = 0; i < 50; i++) {
      String next = "/to" + (i + 1);
      server.put(
          i == 0 ? "file.gz" : "to" + i, exchange -> LoopbackServer.redirect(exchange, next));
    }
    assertTrue(failure().contains("is redirected in a circle"));
    assertTrue(server.requests.size() < 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "http:///x", "http://a b/"})
  void redirectionsToOtherThingsAreRefused(String location) {
    server.put("file.gz", exchange -> LoopbackServer.redirect(exchange, location));
    assertTrue(failure().contains("is redirected to"));
  }

  @Test
  void aServerThatFallsSilentIsGivenUpAndWhatCameIsKept() throws Exception {
    byte[] packed = Made.packed(BYTES);
    server.put(
        "file.gz",
        exchange -> {
          LoopbackServer.send(exchange, packed, 10_000);
          sleep(2000);
        });
    assertTrue(failure().contains("no answer in time"));
    assertEquals(30_000, Files.size(folder.resolve("file.gz.part")));
  }

  @Test
  void aServerThatDripsIsGivenUp() {
    server.put(
        "file.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 50; i++) {
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            sleep(50);
          }
        });
    assertTrue(failure().contains("sends fewer than 1000 bytes a second"));
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aMissingPageIsNotAskedForTwice() {
    String message = failure();
    assertTrue(message.contains("the server answers 404 Not Found"), message);
    assertEquals(1, server.requests.size());
  }

  @Test
  void aServerInTroubleIsAskedAgain() throws Exception {
    server.put("file.gz", exchange -> exchange.sendResponseHeaders(503, -1));
    assertTrue(failure().contains("the server answers 503 Service Unavailable"));
    assertEquals(3, server.requests.size());
  }

  @Test
  void wrongContentsAreRefused() {
    byte[] page = "<html>please log in</html>".getBytes(StandardCharsets.UTF_8);
    server.serve("file.gz", page);
    String message = failure();
    assertTrue(message.contains("wrong contents: only 26 of 200000 bytes came"), message);
    server.serve("file.gz", Arrays.copyOf(packed(BYTES, BYTES.length), 100_000));
    assertTrue(failure().contains("is cut off: its gzip data end too early"));
    server.serve("file.gz", packed(BYTES, 2 * BYTES.length));
    assertTrue(failure().contains("unpacks to more than"));
  }

  @Test
  void aServerThatSendsWithoutEndIsStopped() throws Exception {
    server.put("file.gz", exchange -> exchange.sendResponseHeaders(200, 1L << 40));
    assertTrue(failure().contains("offers 1099511627776 bytes"));
    server.put(
        "file.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(BYTES);
          }
        });
    assertTrue(failure().contains("sends more than the"));
  }

  @Test
  void whatIsNoWebServerIsRefused() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                while (true) {
                  try (Socket client = socket.accept();
                      OutputStream out = client.getOutputStream();
                      InputStream in = client.getInputStream()) {
                    in.read();
                    out.write("220 welcome to mail\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      thread.start();
      URI address = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
      IOException e = assertThrows(IOException.class, () -> fetch(one(new WebFiles(address))));
      assertTrue(e.getMessage().contains("could not be fetched"), e.getMessage());
    }
  }

  @Test
  void offlineItSaysWhichFilesToPutWhere() throws IOException {
    URI nowhere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
    KnownSet set =
        set(
            List.of(wanted("file", BYTES), wanted("other", OTHER)),
            new WebFiles(nowhere),
            new WebArchive(nowhere.resolve("all.tar.gz"), "all/", 1 << 20),
            new PackageSource(PackagedFiles.npm("some-data@1.0.0", "package/", 1 << 20)),
            new PackageSource(PackagedFiles.debian("some-data", "usr/share/")));
    String message = assertThrows(IOException.class, () -> fetch(set)).getMessage();
    String refused = ": no connection: Connection refused\n  ";
    assertEquals(
        "set could not be fetched:\n  "
            + nowhere
            + refused
            + nowhere
            + "all.tar.gz"
            + refused
            + "npm pack some-data@1.0.0: no-such-npm is not installed\n"
            + "  apt-get download some-data: no-such-apt-get is not installed\n"
            + "Put these files into "
            + folder
            + ", plain or packed as NAME.gz, or put all.tar.gz there, and fetch again to have them"
            + " checked:\n"
            + "  file  200,000 bytes  MD5 "
            + wanted("file", BYTES).md5()
            + "\n  other  14 bytes  MD5 "
            + wanted("other", OTHER).md5(),
        message);
  }

  @Test
  void aFilePutThereByHandIsUnpackedAndChecked() throws Exception {
    Files.createDirectories(folder);
    Files.write(folder.resolve("file.gz"), Made.packed(BYTES));
    fetchFromServer();
    assertEquals(List.of(".lock", "file", "file.gz"), names());
    assertEquals(List.of(), server.requests);
  }

  @Test
  void aWrongFilePutThereByHandStandsInNobodysWay() throws Exception {
    Files.createDirectories(folder);
    Files.write(folder.resolve("file.gz"), Made.packed(OTHER));
    server.serve("file.gz", Made.packed(BYTES));
    fetchFromServer();
    assertArrayEquals(BYTES, Files.readAllBytes(folder.resolve("file")));
  }

  @Test
  void theNextPlaceIsTriedForWhatTheFirstDidNotHave() throws Exception {
    server.serve("first/file.gz", Made.packed(BYTES));
    server.serve("second/other.gz", Made.packed(OTHER));
    fetch(
        set(
            List.of(wanted("file", BYTES), wanted("other", OTHER)),
            new WebFiles(server.base().resolve("first/")),
            new WebFiles(server.base().resolve("second/"))));
    assertEquals(List.of(".lock", "file", "other"), names());
    assertEquals(List.of("/first/file.gz", "/first/other.gz", "/second/other.gz"), server.requests);
  }

  @Test
  void theSecondToFetchIsToldWhoIsFetching() throws Exception {
    Files.createDirectories(folder);
    FolderLock lock = FolderLock.take(folder, "data fetch set");
    IOException e = assertThrows(IOException.class, this::fetchFromServer);
    assertTrue(e.getMessage().contains("is in use by data fetch set (process "), e.getMessage());
    lock.close();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    folder = Files.writeString(temporary.resolve("a file"), "x").resolve("set");
    IOException e = assertThrows(IOException.class, this::fetchFromServer);
    assertTrue(e.getMessage().startsWith("cannot write " + folder), e.getMessage());
  }

  @Test
  void aFolderRemovedMeanwhileIsNamed() throws Exception {
    byte[] packed = Made.packed(BYTES);
    server.put(
        "file.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, packed.length);
          exchange.getResponseBody().write(packed, 0, 1000);
          exchange.getResponseBody().flush();
          sleep(50); // the first bytes are being written
          for (String name : names()) {
            Files.delete(folder.resolve(name));
          }
          Files.delete(folder);
          exchange.getResponseBody().write(packed, 1000, packed.length - 1000);
        });
    IOException e = assertThrows(IOException.class, this::fetchFromServer);
    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("there is no file or folder"), e.getMessage());
    assertFalse(Files.exists(folder));
  }

  @Test
  void aFullDiskEndsItAtOnceAndNoOtherPlaceIsTried() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full");
    server.serve("file.gz", Made.packed(BYTES));
    Files.createDirectories(folder);
    for (String name : List.of("file.gz.part", "file.tmp")) {
      Path link = Files.createSymbolicLink(folder.resolve(name), full);
      WebFiles web = new WebFiles(server.base());
      server.requests.clear();
      IOException e = assertThrows(IOException.class, () -> fetch(one(web, web)));
      assertEquals("cannot write " + link + ": No space left on device", e.getMessage());
      assertEquals(1, server.requests.size());
      Files.deleteIfExists(link);
    }
  }

  @Test
  void embeddedSetsNeedNoFetching() throws Exception {
    fetch(Catalogue.named("digits"));
    assertFalse(Files.exists(folder));
    assertEquals(List.of("digits is part of the program: there is nothing to fetch"), remarks);
  }
}
