package io.hellwall.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.hellwall.TestCertificate;
import io.hellwall.tls.LookResult.Kept;
import io.hellwall.tls.LookResult.Replaced;
import io.hellwall.tls.LookResult.Unchanged;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.ssl.SslBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WatchedBundleTest {

	private final Instant now = Instant.now();

	@TempDir
	static Path made;

	@TempDir
	Path folder;

	List<String> used = new ArrayList<>();

	PemSslBundleProperties properties = new PemSslBundleProperties();

	@BeforeAll
	static void makeTwo() {
		TestCertificate.write(made.resolve("old.crt"), made.resolve("old.key"), "old", 30);
		TestCertificate.write(made.resolve("new.crt"), made.resolve("new.key"), "new", 90);
	}

	@BeforeEach
	void installTheOld() throws IOException {
		install("old", "crt");
		install("old", "key");
		this.properties.getKeystore().setCertificate("file:" + this.folder.resolve("tls.crt"));
		this.properties.getKeystore().setPrivateKey("file:" + this.folder.resolve("tls.key"));
	}

	@Test
	void lookWhenNothingChangedThenChangesNothing() {
		WatchedBundle bundle = watch();
		assertThat(looks(bundle, 3)).containsOnly(new Unchanged());
		assertThat(this.used).isEmpty();
	}

	@Test
	void lookWhenBothFilesAreNewThenTakesThemWhenTheyAreReadTwice() throws IOException {
		WatchedBundle bundle = watch();
		install("new", "crt");
		install("new", "key");
		assertThat(looks(bundle, 1)).containsOnly(new Unchanged());
		assertThat(looks(bundle, 1).getFirst()).isInstanceOfSatisfying(Replaced.class,
				(it) -> assertThat(it.endsAt()).isAfter(this.now.plus(Duration.ofDays(89))));
		assertThat(looks(bundle, 2)).containsOnly(new Unchanged());
		assertThat(this.used).containsExactly("CN=new");
	}

	@Test
	void lookWhenTheKeyBelongsToAnotherThenKeepsTheOldAndSaysSoOnce() throws IOException {
		WatchedBundle bundle = watch();
		install("new", "crt");
		assertThat(looks(bundle, 4)).containsExactly(new Unchanged(),
				new Kept("the private key does not belong to the first certificate"), new Unchanged(), new Unchanged());
		assertThat(this.used).isEmpty();
		install("new", "key");
		assertThat(looks(bundle, 2).getLast()).isInstanceOf(Replaced.class);
		assertThat(this.used).containsExactly("CN=new");
	}

	@Test
	void lookWhenAFileIsBrokenThenKeepsTheOldUntilItIsCorrected() throws IOException {
		WatchedBundle bundle = watch();
		String whole = Files.readString(made.resolve("new.crt"));
		Files.writeString(this.folder.resolve("tls.crt"), whole.substring(0, whole.length() / 2));
		assertThat(looks(bundle, 3))
			.containsOnlyOnce(new Kept("a file does not hold a certificate or a private key in PEM form"));
		Files.delete(this.folder.resolve("tls.crt"));
		assertThat(looks(bundle, 2).getLast()).isInstanceOfSatisfying(Kept.class,
				(it) -> assertThat(it.reason()).startsWith("a file cannot be read ("));
		install("old", "crt");
		assertThat(looks(bundle, 3)).containsOnly(new Unchanged());
		Files.writeString(this.folder.resolve("tls.key"), "");
		assertThat(looks(bundle, 2).getLast()).isInstanceOf(Kept.class);
		assertThat(this.used).isEmpty();
	}

	@Test
	void lookWhenTheNewCertificateHasExpiredThenKeepsTheOld() throws IOException {
		WatchedBundle bundle = watch();
		install("new", "crt");
		install("new", "key");
		bundle.look(this.now);
		assertThat(bundle.look(this.now.plus(Duration.ofDays(91))))
			.isEqualTo(new Kept("the new certificate has expired"));
		assertThat(this.used).isEmpty();
	}

	/**
	 * As certbot does: links in {@code live} lead to numbered files in {@code archive}.
	 */
	@Test
	void lookWhenLinksAreReplacedThenTakesWhatTheyLeadTo() throws IOException {
		Path live = Files.createDirectories(this.folder.resolve("live/example.org"));
		Path archive = Files.createDirectories(this.folder.resolve("archive/example.org"));
		for (int number = 1; number <= 2; number++) {
			String name = (number == 1) ? "old" : "new";
			Files.copy(made.resolve(name + ".crt"), archive.resolve("fullchain" + number + ".pem"));
			Files.copy(made.resolve(name + ".key"), archive.resolve("privkey" + number + ".pem"));
		}
		link(live, 1);
		this.properties.getKeystore().setCertificate("file:" + live.resolve("fullchain.pem"));
		this.properties.getKeystore().setPrivateKey("file:" + live.resolve("privkey.pem"));
		WatchedBundle bundle = watch();
		link(live, 2);
		assertThat(looks(bundle, 2).getLast()).isInstanceOf(Replaced.class);
		assertThat(this.used).containsExactly("CN=new");
	}

	@Test
	void completeWhenAKeyBelongsToAnotherThenRefusesToStart() throws IOException {
		SslProperties ssl = new SslProperties();
		ssl.getBundle().getPem().put("web", this.properties);
		this.properties.setReloadOnUpdate(true);
		assertThatCode(() -> new TlsSettings().postProcessAfterInitialization(ssl, "ssl")).doesNotThrowAnyException();
		assertThat(this.properties.getOptions().getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
		assertThat(this.properties.isReloadOnUpdate()).isFalse();
		install("new", "key");
		assertThatIllegalStateException().isThrownBy(() -> new TlsSettings().postProcessAfterInitialization(ssl, "ssl"))
			.withMessageStartingWith("spring.ssl.bundle.pem.web cannot be used: the private key does not belong");
	}

	/** The key itself may stand in the setting. */
	@Test
	void readWhenASettingIsNoFileThenDoesNotRepeatIt() {
		this.properties.getKeystore().setPrivateKey("MIGHAgEAMBMGByqGSM49");
		assertThat(PemContent.read(this.properties).toString()).contains("a file cannot be read")
			.doesNotContain("MIGHAgEAMBMGByqGSM49");
	}

	private WatchedBundle watch() {
		return new WatchedBundle(this.properties, (bundle) -> this.used.add(name(bundle)));
	}

	private static String name(SslBundle bundle) {
		try {
			return ((X509Certificate) Objects.requireNonNull(bundle.getStores().getKeyStore()).getCertificate("ssl"))
				.getSubjectX500Principal()
				.getName();
		}
		catch (KeyStoreException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<LookResult> looks(WatchedBundle bundle, int times) {
		List<LookResult> results = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			results.add(bundle.look(this.now));
		}
		return results;
	}

	private void install(String name, String kind) throws IOException {
		Files.copy(made.resolve(name + "." + kind), this.folder.resolve("tls." + kind),
				StandardCopyOption.REPLACE_EXISTING);
	}

	private static void link(Path live, int number) throws IOException {
		for (String name : List.of("privkey", "fullchain")) {
			Files.deleteIfExists(live.resolve(name + ".pem"));
			Files.createSymbolicLink(live.resolve(name + ".pem"),
					Path.of("../../archive/example.org/" + name + number + ".pem"));
		}
	}

}
