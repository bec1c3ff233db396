"""The spider that Earshot's crawler is measured beside: it follows the same chains
of pages as crawler/bare and reads the same fields of each post."""

import json
import sys
import time

import scrapy


class Forum(scrapy.Spider):
    name = "forum"
    custom_settings = {
        "ROBOTSTXT_OBEY": False,
        "DOWNLOAD_DELAY": 0,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "REQUEST_FINGERPRINTER_IMPLEMENTATION": "2.7",
    }

    pages = 0
    items = 0

    def start_requests(self):
        # The time to start Python and Scrapy is not counted.
        self.started = time.monotonic()
        for address in self.starts.split(","):
            yield scrapy.Request(address)

    def parse(self, response):
        self.pages += 1
        for post in response.css("div.post"):
            self.items += 1
            yield {
                "id": post.attrib["data-id"],
                "author": post.css("a.user::text").get(),
                "text": " ".join(post.css(".body ::text").getall()),
                "created": post.css("time::attr(datetime)").get(),
                "likes": post.css(".likes::text").get(),
            }
        for link in response.css("a.next"):
            yield response.follow(link)

    def closed(self, reason):
        done = {"pages": self.pages, "items": self.items, "seconds": time.monotonic() - self.started}
        json.dump(done, sys.stdout)
