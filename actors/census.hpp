// SPDX-License-Identifier: Apache-2.0
// The live actors of one home, for inspection. Used on the home's thread only,
// and before its loop runs.
#pragma once

#include "protocol/inspection.hpp"

#include <boost/intrusive/list.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <string_view>

namespace parley {

class pinned;

/// An actor's place in the census, which ends with the actor or the census,
/// whichever is first: CAF's clock may keep an actor beyond its home.
using census_hook = boost::intrusive::list_base_hook<
    boost::intrusive::tag<class census>,
    boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

class counted_actor : public census_hook {};

class census {
 public:
  ~census() { alive_.clear(); }

  void enter(counted_actor& actor) { alive_.push_back(actor); }
  /// A registered actor. Its work stays in the totals of its kind.
  void leave(pinned& actor);

  // -- one walk at a time -----------------------------------------------------

  void begin_walk() { next_ = alive_.begin(); }

  /// Calls `visit` for at most `most` actors; false when all have been visited.
  /// Actors that start during the walk are visited too, ended ones are not.
  bool walk(std::size_t most, const std::function<void(pinned&)>& visit);

  const std::map<std::string_view, departed_total>& gone() const {
    return gone_;
  }

 private:
  using list =
      boost::intrusive::list<counted_actor,
                             boost::intrusive::base_hook<census_hook>,
                             boost::intrusive::constant_time_size<false>>;

  list alive_;
  list::iterator next_ = alive_.end();
  std::map<std::string_view, departed_total> gone_;
};

}  // namespace parley
