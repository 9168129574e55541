"""Files: what pages load besides themselves, and what a browser may do with it.

`assets` names each file by its content, `icons` draws the site's icon, `contrast` refuses colours
that cannot be read, `security_policy` says what may be loaded, and `service_worker` keeps pages
for reading offline.
"""
