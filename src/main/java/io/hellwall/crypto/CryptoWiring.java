package io.hellwall.crypto;

import java.nio.file.Path;
import java.security.SecureRandom;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CryptoWiring {

	@Bean
	SecureRandom secureRandom() {
		return new SecureRandom();
	}

	@Bean
	Keys keys(KeyProperties properties, SecureRandom random) {
		if (properties.key() != null) {
			return new Keys(ServerKey.parse(properties.key(), "hellwall.key"));
		}
		Path file = properties.keyFile();
		return new Keys(ServerKey.parse(new SecretFile(file).readOrCreate(random), "the server key in " + file));
	}

	/**
	 * Where the server key comes from.
	 *
	 * @param key the key itself: 32 random bytes, as 64 hex digits or Base64
	 * @param keyFile the file that holds it where no key is given; made at the first
	 * start
	 */
	@ConfigurationProperties("hellwall")
	record KeyProperties(@Nullable String key, Path keyFile) {

		@Override
		public String toString() {
			return "KeyProperties[redacted]";
		}

	}

}
