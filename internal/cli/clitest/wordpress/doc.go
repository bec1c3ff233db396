// Package wordpress holds Earshot against a real WordPress with its own database: what
// is stored is compared with the tables of the site after each thing that editors and
// visitors do. It runs where Debian's packages wordpress, mariadb-server, php-cli and
// php-mysql are installed.
package wordpress
