#include "lab/load/report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace parley::load {

namespace {

constexpr int width = 720, height = 220, left = 70, bottom = 30, top = 12;

constexpr std::string_view page_head = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>parley-lab bench</title>
<style>
:root { color-scheme: light dark; --line: #1f6feb; --grid: #8884; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 760px;
  margin: 2rem auto; padding: 0 1rem; }
pre { padding: 1rem; border: 1px solid var(--grid); border-radius: 8px;
  overflow-x: auto; }
svg { width: 100%; height: auto; }
svg text { font-size: 12px; fill: currentColor; }
svg .grid { stroke: var(--grid); }
svg .line { fill: none; stroke: var(--line); stroke-width: 2; }
</style></head><body>
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

struct point {
  double x, y;  // 0 to 1, from the left and from below
};

std::string place(point at) {
  return number(left + at.x * (width - left - 10)) + ',' +
         number(height - bottom - at.y * (height - bottom - top));
}

std::string label(point at, std::string_view text, std::string_view anchor,
                  int down) {
  const auto xy = place(at);
  const auto comma = xy.find(',');
  return "<text x=\"" + xy.substr(0, comma) + "\" y=\"" + xy.substr(comma + 1) +
         "\" dy=\"" + std::to_string(down) + "\" text-anchor=\"" +
         std::string(anchor) + "\">" + escaped(text) + "</text>\n";
}

/// A line through `points` over a grid of four steps up to `highest`.
std::string chart(std::string_view title, const std::vector<point>& points,
                  double highest, std::string_view unit,
                  const std::vector<std::pair<double, std::string>>& below) {
  std::string out = "<h2>" + escaped(title) + "</h2>\n<svg viewBox=\"0 0 " +
                    std::to_string(width) + ' ' + std::to_string(height) +
                    "\" role=\"img\" aria-label=\"" + escaped(title) + "\">\n";
  constexpr int steps = 4;
  for (int i = 0; i <= steps; ++i) {
    const double y = static_cast<double>(i) / steps;
    out += "<polyline class=\"grid\" points=\"" + place({0, y}) + ' ' +
           place({1, y}) + "\"/>\n";
    out += label({-0.01, y}, number(highest * y) + std::string(unit), "end", 4);
  }
  for (const auto& [x, text] : below) out += label({x, 0}, text, "middle", 18);
  out += "<polyline class=\"line\" points=\"";
  for (const auto& each : points) out += place(each) + ' ';
  return out + "\"/>\n</svg>\n";
}

std::string timeline(const result& found) {
  const auto& steps = found.timeline;
  if (steps.size() < 2) return {};
  // The last step is not a whole one.
  const auto count = steps.size() - 1;
  const auto highest = std::max<std::uint64_t>(
      1, *std::max_element(steps.begin(), steps.end() - 1));
  std::vector<point> points;
  for (std::size_t i = 0; i < count; ++i)
    points.push_back(
        {static_cast<double>(i) / static_cast<double>(count),
         static_cast<double>(steps[i]) / static_cast<double>(highest)});
  return chart("Deliveries per second", points,
               static_cast<double>(highest) * 10, "",
               {{0, "0 s"}, {1, number(found.seconds) + " s"}});
}

// From the median outwards, each step of the axis is ten times rarer.
std::string latencies(const result& found) {
  if (found.latency.count() == 0) return {};
  constexpr double rarest = 5;  // 1 of 10^5
  const auto highest =
      std::max<std::uint64_t>(1, found.latency.quantile(1 - 1e-5));
  std::vector<point> points;
  for (double nines = 0; nines <= rarest; nines += 0.05) {
    const auto value = found.latency.quantile(1 - std::pow(10, -nines));
    points.push_back({nines / rarest, static_cast<double>(value) /
                                          static_cast<double>(highest)});
  }
  return chart("Latency by percentile", points,
               static_cast<double>(highest) / 1e6, " ms",
               {{0, "0%"},
                {0.2, "90%"},
                {0.4, "99%"},
                {0.6, "99.9%"},
                {0.8, "99.99%"},
                {0.98, "99.999%"}});
}

}  // namespace

std::string as_html(const result& found) {
  return std::string(page_head) + "<h1>parley-lab bench " +
         escaped(found.name) + "</h1>\n<pre>" + escaped(as_table(found)) +
         "</pre>\n" + timeline(found) + latencies(found) + "</body></html>\n";
}

}  // namespace parley::load
