package io.hellwall.crypto;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CryptoWiring {

	private static final Logger logger = LoggerFactory.getLogger(CryptoWiring.class);

	@Bean
	SecureRandom secureRandom() {
		return new SecureRandom();
	}

	@Bean
	KeyRing keys(KeyProperties properties, SecureRandom random, KeyChecks checks) {
		KeyRing keys = read(properties, random, checks);
		checks.accept(keys);
		return keys;
	}

	/** Nodes that share a database may have a file each, which must not differ. */
	@Bean
	KeyFile keyFile(KeyProperties properties, SecureRandom random, @Value("${hellwall.store.creds.url}") String creds) {
		boolean ours = properties.keys().isEmpty() && properties.key() == null && !properties.keyFile().isEmpty()
				&& creds.startsWith("jdbc:sqlite:");
		return new KeyFile(ours ? Path.of(properties.keyFile()) : null, random);
	}

	@Bean
	Boxes boxes(KeyRing keys, SecureRandom random) {
		return new Boxes(keys, random);
	}

	private static KeyRing read(KeyProperties properties, SecureRandom random, KeyChecks checks) {
		if (!properties.keys().isEmpty()) {
			return ring(properties);
		}
		if (properties.activeKey() != null) {
			throw new IllegalStateException("hellwall.active-key is for hellwall.keys, of which none is set");
		}
		if (properties.key() != null) {
			return new KeyRing(new Keys(ServerKey.parse(properties.key(), "hellwall.key")), List.of());
		}
		if (properties.keyFile().isEmpty()) {
			throw new IllegalStateException(
					"hellwall.key is not set: nodes that share a database share their server key; make one"
							+ " with 'openssl rand -hex 32' and give it to each, or name its file in hellwall.key-file");
		}
		Path path = Path.of(properties.keyFile());
		if (new SecretFile(path).isMissing() && checks.exist()) {
			throw new IllegalStateException("the creds database was made with a server key, and the file " + path
					+ " is missing: restore it, or set hellwall.key" + KeyChecks.IF_LOST);
		}
		KeyRing ring = new KeyFile(path, random).readOrCreate();
		tell(ring);
		return ring;
	}

	private static KeyRing ring(KeyProperties properties) {
		if (properties.key() != null) {
			throw new IllegalStateException(
					"hellwall.key and hellwall.keys are both set: give the one key an id among the others");
		}
		Map<String, Keys> keys = new TreeMap<>();
		properties.keys().forEach((id, key) -> keys.put(id, new Keys(ServerKey.parse(key, "hellwall.keys." + id))));
		if (Set.copyOf(properties.keys().values()).size() < keys.size()) {
			throw new IllegalStateException("hellwall.keys has the same key under two ids: leave one of them out");
		}
		Keys active = (properties.activeKey() != null) ? keys.remove(properties.activeKey()) : null;
		if (active == null) {
			throw new IllegalStateException("hellwall.active-key must be one of the ids in hellwall.keys");
		}
		KeyRing ring = new KeyRing(active, List.copyOf(keys.values()));
		tell(ring);
		return ring;
	}

	private static void tell(KeyRing ring) {
		List<KeyFingerprint> all = ring.all().stream().map(Keys::fingerprint).toList();
		if (all.size() > 1) {
			logger.info("Server keys: {} is active, {} accepted", all.getFirst(), all.subList(1, all.size()));
		}
	}

	/**
	 * Where the server key comes from.
	 *
	 * @param key the key itself: 32 random bytes, as 64 hex digits or Base64
	 * @param keyFile the file of the keys if no key is set, one a line and the active one
	 * first; created at the first start. If it is empty, a key must be set
	 * @param keys several keys by id, so that one can replace another
	 * @param activeKey the id of the key for everything new; the others are only accepted
	 */
	@ConfigurationProperties("hellwall")
	record KeyProperties(@Nullable String key, String keyFile, @DefaultValue Map<String, String> keys,
			@Nullable String activeKey) {

		@Override
		public String toString() {
			return "KeyProperties[redacted]";
		}

	}

}
