package io.hellwall.legacy;

import java.net.InetAddress;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The pipe protocol of old clients. A port of 0 takes a free one.
 *
 * @param enabled whether it is spoken at all
 * @param address where it listens
 * @param passcodePort where passcodes are asked for
 * @param loginPort where clients log in
 * @param requestPort where tokens are verified
 * @param replyFormat {@code text}, or {@code pickle} for clients of the first
 * implementation
 * @param quietPeriod how long a client that has sent enough must be silent for its
 * request to be complete
 * @param sslBundle name of the SSL bundle ({@code spring.ssl.bundle}) that turns on TLS
 * @param timeout how long a client may take to send its request, and to take the reply
 * @param maxConnections how many clients are served at a time; one more is hung up on
 */
@Validated
@ConfigurationProperties("hellwall.tcp")
record TcpProperties(@DefaultValue("true") boolean enabled, @DefaultValue("127.0.0.1") InetAddress address,
		@Min(0) @Max(65535) @DefaultValue("7158") int passcodePort,
		@Min(0) @Max(65535) @DefaultValue("7159") int loginPort,
		@Min(0) @Max(65535) @DefaultValue("7160") int requestPort, @DefaultValue("text") ReplyFormat replyFormat,
		@DurationMin(millis = 1) @DurationMax(seconds = 2) @DefaultValue("20ms") Duration quietPeriod,
		@Nullable String sslBundle,
		@DurationMin(millis = 100) @DurationMax(minutes = 1) @DefaultValue("5s") Duration timeout,
		@Min(1) @Max(65535) @DefaultValue("256") int maxConnections) {
}
