/* The only C++ of the program: see xapian_index.h. */
#include <xapian.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

/* The headers are C; here they are read as C++ after the library's own. */
#define _Noreturn [[noreturn]]
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
extern "C" {
#include "domain/search/index/xapian_index.h"
}
#pragma GCC diagnostic pop
#undef check

struct xindex {
	std::string path;
	Xapian::Database reader;         /* the writer's, too: it reads what it has written */
	Xapian::WritableDatabase writer;
	bool writes = false;
	bool grows = false; /* a part: each document is new */
	int64_t generation = 0;
};

struct xstemmer {
	Xapian::Stem stem;
	std::unordered_map<std::string, std::string> known;
	std::string last;
};

namespace {

enum : size_t { STEMS_KEPT = 50000 };
/* Of a merged index: a quarter less time for a search over a million documents than with 8 KB. */
enum { BLOCK_BYTES = 32768 };
enum { SPELL_SHORTEST = 4, SPELL_LONGEST = 24, ATTEMPTS = 4 };
enum : Xapian::valueno { SPELL_SLOT = 9 };

std::string text(struct str s)
{
	return std::string(s.at, s.len);
}

struct str keep(struct arena *a, const std::string &s)
{
	char *at = static_cast<char *>(arena_bytes(a, s.size() + 1));
	memcpy(at, s.c_str(), s.size() + 1);
	return { at, s.size() };
}

bool fail(struct xfault *f, const std::string &what)
{
	*f = {};
	size_t n = std::min(what.size(), sizeof f->text - 1);
	memcpy(f->text, what.data(), n);
	return false;
}

bool is(const Xapian::Error &e, const char *type)
{
	return strcmp(e.get_type(), type) == 0;
}

/* Runs `work`; an exception becomes a fault. */
template <typename Work> bool guarded(struct xfault *f, Work work)
{
	try {
		work();
		return true;
	} catch (const Xapian::Error &e) {
		fail(f, e.get_description());
		f->busy = is(e, "DatabaseLockError");
		f->absent = is(e, "DatabaseNotFoundError");
		f->damaged = is(e, "DatabaseCorruptError") ||
			is(e, "DatabaseVersionError");
		f->overtaken = is(e, "DatabaseModifiedError");
		return false;
	} catch (const std::exception &e) {
		return fail(f, e.what());
	} catch (...) {
		return fail(f, "unknown exception");
	}
}

/* The same for reading, again when the snapshot was overtaken. */
template <typename Work> bool reading(struct xindex *x, struct xfault *f, Work work)
{
	return guarded(f, [&] {
		for (int left = ATTEMPTS;; left--) {
			try {
				return work();
			} catch (const Xapian::DatabaseModifiedError &) {
				if (left <= 1 || x->writes)
					throw;
				x->reader.reopen();
			}
		}
	});
}

bool spelled(const std::string &term)
{
	return term.size() >= SPELL_SHORTEST && term.size() <= SPELL_LONGEST &&
		std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/* Takes the words of the document that `key` names out of the dictionary. */
void unspell(struct xindex *x, const std::string &key)
{
	auto at = x->writer.postlist_begin(key);
	if (at == x->writer.postlist_end(key))
		return;
	Xapian::Document old = x->writer.get_document(*at);
	if (old.get_value(SPELL_SLOT).empty())
		return;
	for (auto t = old.termlist_begin(); t != old.termlist_end(); ++t)
		if (spelled(*t))
			x->writer.remove_spelling(*t);
}

Xapian::Query build(const struct xquery *q);

std::vector<Xapian::Query> build_parts(const struct xquery *q)
{
	std::vector<Xapian::Query> parts;
	for (size_t i = 0; i < q->part_count; i++)
		parts.push_back(build(q->parts[i]));
	return parts;
}

Xapian::Query join(Xapian::Query::op op, const struct xquery *q)
{
	std::vector<Xapian::Query> parts = build_parts(q);
	return Xapian::Query(op, parts.begin(), parts.end());
}

Xapian::Query build(const struct xquery *q)
{
	using Q = Xapian::Query;
	switch (q->op) {
	case XOP_TERM:
		return Q(text(q->term), q->count > 0 ? q->count : 1);
	case XOP_PREFIX:
		return Q(Q::OP_WILDCARD, text(q->term), q->count,
			Q::WILDCARD_LIMIT_MOST_FREQUENT, Q::OP_SYNONYM);
	case XOP_OR:
		return join(Q::OP_OR, q);
	case XOP_AND:
		return join(Q::OP_AND, q);
	case XOP_SYNONYM:
		return join(Q::OP_SYNONYM, q);
	case XOP_SCALE:
		return Q(q->factor, build(q->parts[0]));
	case XOP_MAYBE:
		return Q(Q::OP_AND_MAYBE, build(q->parts[0]), build(q->parts[1]));
	case XOP_FILTER:
		return Q(Q::OP_FILTER, build(q->parts[0]), build(q->parts[1]));
	case XOP_FROM:
		return Q(Q::OP_VALUE_GE, q->count, text(q->term));
	case XOP_ALL:
		return Q(0.0, Q::MatchAll);
	}
	return Q();
}

class Scan : public Xapian::MatchSpy {
	bool (*each)(void *, struct str);
	void *arg;
	bool on = true;

    public:
	Scan(bool (*e)(void *, struct str), void *a) : each(e), arg(a) {}

	void operator()(const Xapian::Document &doc, double) override
	{
		if (!on)
			return;
		std::string value = doc.get_value(0);
		on = each(arg, { value.data(), value.size() });
	}
};

void take(struct arena *a, const Xapian::MSet &found, struct xhits *out)
{
	out->at = arena_array(a, struct xhit, found.size());
	out->len = 0;
	for (auto m = found.begin(); m != found.end(); ++m) {
		Xapian::Document doc = m.get_document();
		struct xhit *h = &out->at[out->len++];
		h->document = *m;
		h->weight = m.get_weight();
		h->data = keep(a, doc.get_data());
		h->value = keep(a, doc.get_value(0));
	}
	out->estimate = found.get_matches_estimated();
}

/* Of no document: what the frequencies of the terms say. */
Xapian::MSet without_looking(struct xindex *x, const struct xquery *q)
{
	Xapian::Enquire enquire(x->reader);
	enquire.set_query(build(q));
	return enquire.get_mset(0, 0);
}

} // namespace

bool xindex_open_writer(struct str path, struct xindex **out, struct xfault *f)
{
	return guarded(f, [&] {
		auto x = std::make_unique<xindex>();
		x->path = text(path);
		x->writer = Xapian::WritableDatabase(x->path, Xapian::DB_CREATE_OR_OPEN);
		x->reader = x->writer;
		x->writes = true;
		*out = x.release();
	});
}

bool xindex_open_part(struct str path, struct xindex **out, struct xfault *f)
{
	return guarded(f, [&] {
		auto x = std::make_unique<xindex>();
		x->path = text(path);
		x->writer = Xapian::WritableDatabase(x->path,
			Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
		x->reader = x->writer;
		x->writes = x->grows = true;
		*out = x.release();
	});
}

bool xindex_merge(const struct str *parts, size_t count, struct str path, struct xfault *f)
{
	return guarded(f, [&] {
		Xapian::Database all;
		for (size_t i = 0; i < count; i++)
			all.add_database(Xapian::Database(text(parts[i])));
		all.compact(text(path), Xapian::Compactor::STANDARD, BLOCK_BYTES);
	});
}

bool xindex_open_reader(struct str path, int64_t generation, struct xindex **out,
	struct xfault *f)
{
	return guarded(f, [&] {
		auto x = std::make_unique<xindex>();
		x->path = text(path);
		x->generation = generation;
		x->reader = Xapian::Database(x->path);
		*out = x.release();
	});
}

int64_t xindex_generation(const struct xindex *x)
{
	return x->generation;
}

void xindex_close(struct xindex *x)
{
	if (x == nullptr)
		return;
	struct xfault ignored;
	(void)guarded(&ignored, [&] {
		if (x->writes) {
			x->writer.begin_transaction(false); /* else closing would commit */
			x->writer.cancel_transaction();
		}
		x->reader.close();
	});
	delete x;
}

bool xindex_refresh(struct xindex *x, struct xfault *f)
{
	return guarded(f, [&] { x->reader.reopen(); });
}

uint32_t xindex_documents(struct xindex *x)
{
	uint32_t n = 0;
	struct xfault ignored;
	(void)reading(x, &ignored, [&] { n = x->reader.get_doccount(); });
	return n;
}

bool xindex_verify(struct str path, int64_t *ret_errors, struct xfault *f)
{
	return guarded(f, [&] {
		*ret_errors = static_cast<int64_t>(Xapian::Database::check(text(path), 0, nullptr));
	});
}

bool xindex_put(struct xindex *x, const struct xdocument *d, struct xfault *f)
{
	return guarded(f, [&] {
		Xapian::Document doc;
		std::string key = text(d->key);
		doc.add_boolean_term(key);
		for (size_t i = 0; i < d->term_count; i++) {
			const struct xterm *t = &d->terms[i];
			if (t->position != 0)
				doc.add_posting(text(t->term), t->position, t->wdf);
			else
				doc.add_term(text(t->term), t->wdf);
		}
		for (size_t i = 0; i < d->value_count; i++)
			doc.add_value(d->values[i].slot, text(d->values[i].bytes));
		doc.set_data(text(d->data));
		if (!x->grows)
			unspell(x, key);
		if (d->spell) {
			doc.add_value(SPELL_SLOT, "1");
			for (auto t = doc.termlist_begin(); t != doc.termlist_end(); ++t)
				if (spelled(*t))
					x->writer.add_spelling(*t);
		}
		if (x->grows)
			x->writer.add_document(doc);
		else
			x->writer.replace_document(key, doc);
	});
}

bool xindex_drop(struct xindex *x, struct str key, struct xfault *f)
{
	return guarded(f, [&] {
		unspell(x, text(key));
		x->writer.delete_document(text(key));
	});
}

bool xindex_set_note(struct xindex *x, struct str name, struct str value, struct xfault *f)
{
	return guarded(f, [&] { x->writer.set_metadata(text(name), text(value)); });
}

bool xindex_commit(struct xindex *x, struct xfault *f)
{
	return guarded(f, [&] { x->writer.commit(); });
}

bool xindex_note(struct xindex *x, struct arena *a, struct str name, struct str *out,
	struct xfault *f)
{
	return reading(x, f, [&] { *out = keep(a, x->reader.get_metadata(text(name))); });
}

bool xindex_search(struct xindex *x, struct arena *a, const struct xquery *q, uint32_t want,
	struct xhits *out, struct xfault *f)
{
	*out = {};
	if (q == nullptr || want == 0)
		return true;
	return reading(x, f, [&] {
		Xapian::Enquire enquire(x->reader);
		enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 8, 0.75, 0));
		enquire.set_query(build(q));
		take(a, enquire.get_mset(0, want), out);
	});
}

bool xindex_first(struct xindex *x, struct arena *a, const struct xquery *q, uint32_t want,
	struct xhits *out, struct xfault *f)
{
	*out = {};
	if (q == nullptr || want == 0)
		return true;
	return reading(x, f, [&] {
		Xapian::Enquire enquire(x->reader);
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
		enquire.set_query(build(q));
		take(a, enquire.get_mset(0, want), out);
		for (size_t i = 0; i < out->len; i++)
			out->at[i].weight = 1;
	});
}

uint32_t xindex_estimate(struct xindex *x, const struct xquery *q)
{
	uint32_t n = 0;
	struct xfault ignored;
	if (q != nullptr)
		(void)reading(x, &ignored, [&] { n = without_looking(x, q).get_matches_estimated(); });
	return n;
}

uint32_t xindex_at_most(struct xindex *x, const struct xquery *q)
{
	uint32_t n = 0;
	struct xfault ignored;
	if (q != nullptr)
		(void)reading(x, &ignored, [&] { n = without_looking(x, q).get_matches_upper_bound(); });
	return n;
}

bool xindex_any(struct xindex *x, const struct xquery *q)
{
	bool any = false;
	struct xfault ignored;
	if (q == nullptr)
		return false;
	(void)reading(x, &ignored, [&] {
		Xapian::Enquire enquire(x->reader);
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
		enquire.set_query(build(q));
		any = !enquire.get_mset(0, 1).empty();
	});
	return any;
}

bool xindex_scan(struct xindex *x, const struct xquery *q,
	bool (*each)(void *, struct str), void *arg, struct xfault *f)
{
	if (q == nullptr)
		return true;
	return guarded(f, [&] {
		Scan spy(each, arg);
		Xapian::Enquire enquire(x->reader);
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
		enquire.set_query(build(q));
		enquire.add_matchspy(&spy);
		(void)enquire.get_mset(0, 1, x->reader.get_doccount());
	});
}

uint32_t xindex_frequency(struct xindex *x, struct str term)
{
	uint32_t n = 0;
	struct xfault ignored;
	(void)reading(x, &ignored, [&] { n = x->reader.get_termfreq(text(term)); });
	return n;
}

size_t xindex_positions(struct xindex *x, uint32_t document, struct str term,
	uint32_t *out, size_t cap)
{
	size_t n = 0;
	struct xfault ignored;
	bool good = guarded(&ignored, [&] {
		std::string name = text(term);
		auto end = x->reader.positionlist_end(document, name);
		for (auto p = x->reader.positionlist_begin(document, name);
			p != end && n < cap; ++p)
			out[n++] = *p;
	});
	return good ? n : 0;
}

struct str xindex_spelling(struct xindex *x, struct arena *a, struct str word)
{
	struct str found = {};
	struct xfault ignored;
	(void)reading(x, &ignored, [&] {
		found = keep(a, x->reader.get_spelling_suggestion(text(word), 2));
	});
	return found;
}

bool xindex_spells(struct xindex *x, struct str word)
{
	bool has = false;
	struct xfault ignored;
	(void)reading(x, &ignored, [&] {
		std::string want = text(word);
		auto at = x->reader.spellings_begin();
		at.skip_to(want);
		has = at != x->reader.spellings_end() && *at == want;
	});
	return has;
}

bool xindex_terms(struct xindex *x, struct arena *a, struct str prefix, struct str from,
	size_t cap, str_list *out, struct xfault *f)
{
	return reading(x, f, [&] {
		out->at = arena_array(a, struct str, cap);
		out->len = 0;
		std::string begin = text(prefix);
		auto t = x->reader.allterms_begin(begin);
		if (from.len > 0)
			t.skip_to(text(from));
		for (; t != x->reader.allterms_end(begin) && out->len < cap; ++t)
			out->at[out->len++] = keep(a, *t);
	});
}

struct xstemmer *xstemmer_new(struct str language)
{
	struct xstemmer *s = nullptr;
	struct xfault ignored;
	(void)guarded(&ignored, [&] {
		auto made = std::make_unique<xstemmer>();
		made->stem = Xapian::Stem(text(language));
		s = made.release();
	});
	return s;
}

void xstemmer_free(struct xstemmer *s)
{
	delete s;
}

struct str xstemmer_stem(struct xstemmer *s, struct str word)
{
	if (s == nullptr)
		return word;
	struct xfault ignored;
	bool good = guarded(&ignored, [&] {
		std::string w = text(word);
		auto at = s->known.find(w);
		if (at == s->known.end()) {
			if (s->known.size() >= STEMS_KEPT)
				s->known.clear();
			at = s->known.emplace(w, s->stem(w)).first;
		}
		s->last = at->second;
	});
	if (!good)
		return word;
	return { s->last.data(), s->last.size() };
}
