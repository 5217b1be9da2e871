"""Mail that goes out: letters are composed and handed to a server in steps that can fail one by one."""
