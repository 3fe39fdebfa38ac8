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
 * @param enabled whether the three ports are opened
 * @param address the address to listen on
 * @param passcodePort the port for passcodes
 * @param loginPort the port for logins
 * @param requestPort the port for verifying tokens
 * @param replyFormat {@code text}, or {@code pickle} for clients of the first
 * implementation
 * @param quietPeriod the pause after which a request is complete if the client sends no
 * newline
 * @param sslBundle the name of the SSL bundle ({@code spring.ssl.bundle}) that turns on
 * TLS
 * @param timeout the longest time for a client to send its request, and again to read the
 * reply
 * @param maxConnections the largest number of clients at a time; the connection of one
 * more is closed at once
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
