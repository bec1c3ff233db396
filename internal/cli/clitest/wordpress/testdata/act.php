<?php
// Does to the site what the lines of JSON on standard input say, as its editors and
// visitors would, and prints the identity of what each line made or changed. "dump"
// prints what its own tables hold that a visitor may read.
$lines = file('php://stdin', FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES);
$install = $lines && json_decode($lines[0], true)['do'] === 'install';
if ($install) {
    define('WP_INSTALLING', true);
}
$_SERVER['HTTP_HOST'] = parse_url(getenv('WORDPRESS_ADDRESS'), PHP_URL_HOST) . ':' . parse_url(getenv('WORDPRESS_ADDRESS'), PHP_URL_PORT);
$_SERVER['REQUEST_METHOD'] = 'GET';
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

function wrong($what) {
    fwrite(STDERR, $what . "\n");
    exit(1);
}

function act($a) {
    global $wpdb;
    switch ($a['do']) {
        case 'install':
            wp_install('Coffee notes', 'editor', 'editor@example.org', true, '', 'secret of the test');
            foreach (['timezone_string' => 'Asia/Kolkata', 'permalink_structure' => '/%postname%/', 'comment_moderation' => 0, 'comment_previously_approved' => 0, 'comments_notify' => 0, 'moderation_notify' => 0] as $name => $value) {
                update_option($name, $value);
            }
            foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $p) {
                wp_delete_post($p->ID, true);
            }
            return 0;
        case 'post':
            $id = wp_insert_post(['post_title' => $a['title'], 'post_content' => $a['text'], 'post_status' => $a['status'] ?? 'publish', 'post_password' => $a['password'] ?? '',
                'post_author' => 1, 'post_date_gmt' => $a['created'], 'post_date' => get_date_from_gmt($a['created']), 'comment_status' => $a['comments'] ?? 'open', 'tags_input' => $a['tags'] ?? []], true);
            if (is_wp_error($id)) {
                wrong($id->get_error_message());
            }
            // What was posted long ago was changed last then.
            $wpdb->update($wpdb->posts, ['post_modified_gmt' => $a['created'], 'post_modified' => get_date_from_gmt($a['created'])], ['ID' => $id]);
            return $id;
        case 'change':
            $id = wp_update_post(['ID' => $a['id']] + $a['with'], true);
            return is_wp_error($id) ? wrong($id->get_error_message()) : $id;
        case 'trash':
            return wp_trash_post($a['id']) ? $a['id'] : wrong('nothing to put into the bin');
        case 'delete':
            return wp_delete_post($a['id'], true) ? $a['id'] : wrong('nothing to delete');
        case 'comment':
            $id = wp_insert_comment(['comment_post_ID' => $a['post'], 'comment_content' => $a['text'], 'comment_author' => $a['author'], 'comment_author_email' => 'guest@example.org',
                'comment_parent' => $a['parent'] ?? 0, 'comment_approved' => $a['approved'] ?? 1, 'comment_date_gmt' => $a['created'], 'comment_date' => get_date_from_gmt($a['created'])]);
            return $id ?: wrong('no comment was written');
        case 'change comment':
            return wp_update_comment(['comment_ID' => $a['id'], 'comment_content' => $a['text']]) ? $a['id'] : wrong('no comment was changed');
        case 'hide comment':
            return wp_set_comment_status($a['id'], $a['status']) ? $a['id'] : wrong('no comment was hidden');
        case 'theme':
            switch_theme($a['name']);
            wp_update_user(['ID' => 1, 'display_name' => $a['editor']]);
            return get_stylesheet() === $a['name'] ? 0 : wrong('there is no theme ' . $a['name']);
        case 'dump':
            return [
                'posts' => $wpdb->get_results("SELECT ID AS id, post_title AS title, post_content AS text, post_date_gmt AS created, post_name AS name, guid FROM $wpdb->posts WHERE post_type = 'post' AND post_status = 'publish' AND post_password = '' ORDER BY ID"),
                'comments' => $wpdb->get_results("SELECT comment_ID AS id, comment_post_ID AS post, comment_content AS text, comment_author AS author, comment_date_gmt AS created FROM $wpdb->comments JOIN $wpdb->posts ON ID = comment_post_ID WHERE comment_approved = '1' AND post_type = 'post' AND post_status = 'publish' AND post_password = '' ORDER BY comment_ID"),
            ];
        default:
            wrong('nothing is known of ' . $a['do']);
    }
}

foreach ($lines as $line) {
    echo json_encode(act(json_decode($line, true)), JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), "\n";
}
