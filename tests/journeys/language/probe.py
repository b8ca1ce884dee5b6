import pytest, time, json, sys
from django.utils.translation import trans_real
from tests.journeys.language.crawl import walk
from tests.journeys.language.house import furnish, addresses, ROLES
from tests.journeys.language.words import foreign

@pytest.mark.parametrize("role", ROLES)
def test_probe(db, client, role, monkeypatch):
    asked=set()
    for m in ("gettext","ngettext"):
        orig=getattr(trans_real.DjangoTranslation,m)
        def rec(self, *a, _o=orig, **k):
            asked.add((m,)+a[:1]); return _o(self,*a,**k)
        monkeypatch.setattr(trans_real.DjangoTranslation,m,rec)
    t=time.time(); people=furnish(); print("seed",time.time()-t)
    client.force_login(people[role])
    out={"reads":[], "foreign":{}}
    t=time.time()
    for read in walk(client, addresses()):
        out["reads"].append([read.address, read.status, round(time.time()-t,2)])
        for text in read.texts:
            for w in foreign(text):
                out["foreign"].setdefault(w,[]).append([read.address,text[:200]])
    print(role,len(out["reads"]),time.time()-t)
    vi=trans_real.translation("vi")
    cat=vi._catalog
    out["missing"]=sorted({a[1] for a in asked if a[1] and cat.get(a[1]) is None and cat.get((a[1],0)) is None})
    json.dump(out,open(f"/tmp/team/language/probe-{role}.json","w"),ensure_ascii=False,indent=1)
