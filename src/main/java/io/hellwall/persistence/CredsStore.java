package io.hellwall.persistence;

import javax.sql.DataSource;

import jakarta.persistence.EntityManagerFactory;

import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * Accounts, sessions, tokens and audit events. Its transactions are the ones meant by
 * default.
 */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories(basePackages = { "io.hellwall.account", "io.hellwall.session", "io.hellwall.audit" },
		entityManagerFactoryRef = "credsEntityManagerFactory", transactionManagerRef = "credsTransactionManager")
class CredsStore {

	@Bean
	SqliteStore credsFile(StoreProperties stores) {
		return new SqliteStore("creds", stores.creds().url());
	}

	@Bean
	@Primary
	DataSource credsDataSource(SqliteStore credsFile) {
		return credsFile.dataSource();
	}

	@Bean
	@Primary
	LocalContainerEntityManagerFactoryBean credsEntityManagerFactory(DataSource credsDataSource) {
		return EntityManagers.of("creds", credsDataSource, "io.hellwall.account", "io.hellwall.session",
				"io.hellwall.audit", "io.hellwall.persistence");
	}

	@Bean
	@Primary
	JpaTransactionManager credsTransactionManager(EntityManagerFactory credsEntityManagerFactory) {
		return new JpaTransactionManager(credsEntityManagerFactory);
	}

	@Bean
	HealthIndicator credsHealthIndicator(SqliteStore credsFile) {
		return new DataSourceHealthIndicator(credsFile.readers(), "select exists (select 1 from account)");
	}

}
